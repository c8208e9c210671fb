"""Testing: tests are to be written, run or made to pass. The notation is told in `__init__.py`."""

from __future__ import annotations

ACTS = (
    (
        "test-verb",
        "testing",
        4,
        "asks to test",
        """
        test; testing; tests $; tests for|please|now|with|that|on *3; unit|integration|e2e|property|load tests *2;
        retest; qa; e2e; fuzz; stress; smoke; benchmark; coverage
        """,
    ),
    (
        "write-tests",
        "testing",
        6,
        "asks for tests",
        """
        bring *4 suite|tests *3; reproduce *6 test|tests; mutation testing; pin|pinned *4 test|tests;
        does it|everything|that work|works; do|does we|it *2 have tests|test|coverage; if not write|add *3;
        add|write tests|them|some $; tests $;
        write|writing|add|adding|create|need|generate|want|missing|get|build|extend|improve|expand|make|give|set|have|do|run|produce|implement|develop|backfill|author|start *6 tests|testing|testsuite|testcases;
        <test_kind> test|tests|testing; write|add|create|need|want|include *5 test|testcase|tests|cases;
        coverage *4 embarrassing|low|bad|poor|terrible|missing|thin;
        add|increase|improve|raise|get|bring|boost|extend|push|more|expand|need|up *4 coverage;
        cover|covering *8 tests|test|cases; test *2 writers|cases; set up *4 testing|tests|test;
        no|zero|few|missing tests *6; needs tests|testing|coverage; lots of tests; is|are *3 covered|tested *3;
        what is untested; pinned|pinning down *3 test; without tests; needs *1 tests; lots|more|some of tests;
        should add|write|have tests; tick *2 off *6; tests would be *3; ui|api|contract|smoke tests *2;
        put *3 test|tests *4; we|there|it have|has|are|is no|zero|few|hardly|barely|almost *1 tests|test|coverage *4;
        cover *4 endpoints|endpoint|module|modules|paths|path|cases|edge|branches|functions|handlers|handler|service|services|parser|api|flow|flows|<tech>;
        replace|fix|remove|drop *5 sleeps|waits|sleep|timeouts *5 tests|suite|test;
        verify|check|validate|prove|test *8 by running|executing|using *3
        """,
    ),
    (
        "run-tests",
        "testing",
        5,
        "asks to run tests",
        """
        run|rerun|execute|start|kick *5 tests|suite|pytest|jest|checks|testsuite|e2e|playwright|cypress|typecheck|verification|test|ci;
        run everything|all; <tests>|ci *2 fail|fails|failing|red|broken|flaky|need|needs|must|should;
        <tests>|ci are|is *1 failing|red|broken|flaky|green|slow; <test_kind> suite;
        make|check|ensure|confirm|see|sure *5 tests|suite|everything|nothing|still *3 pass|passes|passing|works|work|working|green|broken|broke|holds;
        make|ensure|check sure *6 survives|handles|copes|rejects|withstands|works|hold|holds|works;
        get|make|bring|turn *5 green|passing; test suite; verification run; flaky tests;
        stabilize|deflake|unflake *4 tests|suite; typecheck; fix *4 tests|suite|test; hammer|soak|torture;
        try *5 flow|user|everything|edge; check|see|confirm|ensure that|if|whether *5 works|work|working|behaves;
        cover|covering all|every|the *3 branches|paths|cases|edge|lines; ci is; repair *3 tests|them|suite;
        tests *4 broken|failing|red; make|get *1 suite|tests *3; make *2 deterministic; ci *2 lottery|flaky|random;
        make|get it|this|them|that|these *1 pass|green|passing *3; sort|fix *5 ci|suite|tests *4; ci is *3 failing|red|broken|down *3;
        try|run|start|launch|boot|install *9 whether|if|see|and|tell *5 works|work|happens|starts|fails|holds|breaks; try to break *3; break it $;
        are|is|do *3 tests|suite|ci *2 green|passing|pass|red|ok|failing|work *3
        """,
    ),
    (
        "verify-verb",
        "testing",
        4,
        "asks to verify",
        """
        verify; validate; verification; prove *2 it|that|works; confirm that|it|the; try it out;
        i|we want|need|have to *2 be sure|certain|confident; be sure that; try it *3 with|on|in; exercise; dogfood;
        click through; see whether|if *4 lost|broken|survives; kill|break *6 and|while *3;
        check|verify|ensure|confirm|see|prove|show *9 restored|reaches|survives|arrives|recovers|persisted|delivered|succeeds|restores|boots;
        see it|this|that|everything *1 work|working|running|run|live; in action; simulate|emulate|provoke *6; does it|this|that|everything *1 hold|work|survive|run *3
        """,
    ),
    (
        "to-testing",
        "testing",
        6,
        "moves on to testing",
        """
        move|moving|proceed|go|continue|over *3 testing|tests|verification; testing phase|stage|time; on to testing
        """,
    ),
)

CLUES = (
    (
        "test-word",
        "testing",
        2,
        "speaks of tests",
        """
        e2e; unit test|tests; coverage; playwright; regression tests|test; fuzz; load test|testing|tests;
        test cases|case; fixtures; mocks; flaky; end to end; happy path; repro; qa; property based;
        integration|unit suite|tests; write *3 cases; malformed; acceptance criterion
        """,
    ),
    (
        "tests-wanted",
        "testing",
        3,
        "tests are missing",
        """
        needs|need|lacks|lack|without|missing|deserves|deserve tests|test|testing|coverage; no|zero *1 tests|coverage|checks;
        lots|more|some of tests; should add|write|have tests; untested
        """,
    ),
    (
        "test-noun",
        "testing",
        3.5,
        "speaks of tests",
        """
        tests; test suite|case|cases|run|runs; testing; by|with|as a test; failing test; suite; e2e run; works on a;
        does it work; automated checks|tests; regression pack|suite; add tests; run nightly; ui tests
        """,
    ),
    (
        "green",
        "testing",
        2,
        "wants it to pass",
        """
        pass|passes|passing; green; no|without|missing|zero tests; nothing *2 broken|broke|breaks;
        everything *2 works; failing test|tests; all *2 pass; works|work as expected; actually run;
        before *2 release|releasing|shipping|ship|launch; is red; by running|executing; as a user; what breaks;
        it works; dont trust; not trust;
        working $; actually|really works|work|reaches|restored
        """,
    ),
)
