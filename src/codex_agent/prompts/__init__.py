"""What an agent is told. Pure: values in, text out."""
