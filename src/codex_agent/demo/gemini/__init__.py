"""A scripted Gemini API on the loopback, for tests with the real Gemini client."""
