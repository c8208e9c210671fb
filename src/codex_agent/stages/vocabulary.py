"""Words of the labelled prompts: how many of each label have them. Written by scripts/stage_vocabulary.py; no held out prompt counts."""

# Of ideation, research, synthesis, prd, implementation, review, testing, none.
PROMPTS = "215 229 156 169 211 182 177 641"
# A word, a pair of neighbours (^ is the beginning or end of a clause), or what the state says; then the same eight counts.
COUNTS = """\
1.x	0 0 0 0 1 0 1 0
?	93 64 52 14 0 39 16 102
FILE	0 0 0 0 14 0 0 38
FILE ^	0 0 0 0 11 0 0 25
FILE and	0 0 0 0 1 0 0 4
FILE do	0 0 0 0 0 0 0 3
FILE into	0 0 0 0 2 0 0 0
FILE to	0 0 0 0 0 0 0 2
FOLDER	0 7 0 2 10 3 4 2
FOLDER ^	0 3 0 2 3 1 2 0
FOLDER and	0 5 0 0 0 0 0 0
FOLDER for	0 0 0 0 0 2 0 0
FOLDER to	0 0 0 0 2 0 0 1
JOBID	0 0 0 0 0 0 0 5
NAME	1 5 0 0 4 0 2 14
NAME ^	0 2 0 0 2 0 0 7
NAME and	0 1 0 0 1 0 0 0
NAME from	0 1 0 0 0 0 0 1
NAME in	0 0 0 0 0 0 0 2
NUM	10 23 3 19 54 15 20 50
NUM NUM	0 0 0 1 2 0 0 2
NUM ^	4 6 1 6 25 6 7 30
NUM agents	0 1 0 1 1 0 0 0
NUM and	0 0 2 2 10 1 1 0
NUM are	0 0 0 0 2 1 0 0
NUM before	0 0 0 0 1 1 0 0
NUM clients	0 0 0 0 0 0 2 0
NUM days	1 0 0 1 0 0 0 0
NUM does	0 0 0 1 0 0 0 1
NUM for	0 0 0 0 0 1 1 0
NUM from	0 0 0 2 0 0 0 0
NUM hours	1 1 0 0 0 0 0 0
NUM in	0 0 0 0 2 0 0 1
NUM is	0 1 0 2 2 1 0 1
NUM lines	0 0 0 0 1 1 0 0
NUM minutes	0 2 0 0 0 0 0 0
NUM now	0 0 0 0 3 0 0 0
NUM of	2 2 0 4 4 0 0 5
NUM percent	0 0 0 0 0 0 2 0
NUM please	0 0 0 0 1 0 0 1
NUM problems	0 1 1 0 0 0 0 0
NUM second	0 2 0 0 0 0 0 0
NUM seconds	0 2 0 0 0 0 0 1
NUM the	0 1 0 0 2 0 0 1
NUM to	0 1 0 1 3 0 1 3
NUM with	0 1 0 1 1 0 0 0
PRDFILE	0 0 0 5 9 1 0 2
PRDFILE ^	0 0 0 2 7 1 0 2
PRDFILE from	0 0 0 2 0 0 0 0
QUOTED	0 1 0 0 0 0 0 11
QUOTED ^	0 1 0 0 0 0 0 7
URL	0 0 0 0 0 0 0 2
^ FILE	0 0 0 0 3 0 0 3
^ FOLDER	0 1 0 0 0 0 0 1
^ NUM	0 2 0 1 5 1 3 5
^ QUOTED	0 1 0 0 0 0 0 4
^ a	7 0 1 3 0 1 1 2
^ add	6 0 0 5 4 0 9 23
^ after	0 0 0 0 1 0 1 0
^ agent	0 0 1 0 1 0 0 0
^ agents	0 0 2 0 0 1 0 1
^ all	0 1 3 0 4 0 4 2
^ alright	0 0 0 1 1 0 0 0
^ analyse	0 2 0 0 0 0 0 0
^ and	3 8 6 3 6 3 3 3
^ any	5 1 2 0 0 3 0 1
^ api	0 0 0 0 1 1 0 0
^ apply	0 0 0 0 4 0 0 0
^ approved	0 0 0 3 2 0 0 0
^ are	0 2 3 0 0 2 2 4
^ as	0 0 0 3 1 0 1 0
^ ask	0 0 0 0 0 1 0 1
^ backend	0 0 0 0 2 0 0 0
^ be	0 1 0 0 0 4 0 0
^ before	1 3 0 3 0 5 0 0
^ begin	0 0 0 0 2 0 0 0
^ bitte	0 0 0 0 0 0 0 2
^ boil	0 0 3 0 0 0 0 0
^ both	0 0 3 0 1 0 2 1
^ bring	0 0 1 0 0 0 2 0
^ build	5 0 0 0 6 0 1 0
^ bump	0 0 0 0 1 0 0 3
^ but	1 0 0 0 0 0 0 3
^ call	0 0 0 0 1 0 0 1
^ can	6 8 0 6 0 7 6 16
^ cancel	0 0 0 0 0 0 0 2
^ change	0 0 0 1 2 0 1 6
^ check	0 14 4 1 0 12 3 2
^ ci	0 1 0 0 1 0 3 0
^ close	0 0 0 0 1 0 0 1
^ code	0 1 0 1 2 5 0 0
^ codex	0 0 1 0 1 1 0 0
^ collect	0 1 3 0 0 0 0 0
^ columns	0 0 0 1 1 0 0 0
^ combine	0 0 2 0 0 0 0 0
^ commit	0 0 0 0 0 0 0 4
^ compare	0 6 4 0 0 4 0 0
^ continue	0 0 0 0 3 0 1 1
^ convert	0 0 0 1 5 0 0 2
^ cool	0 0 0 0 0 0 0 3
^ correctness	0 0 0 0 0 2 0 0
^ could	9 1 1 1 0 1 1 4
^ cover	0 0 0 0 0 0 3 0
^ create	4 0 0 6 0 0 3 5
^ cross	0 1 1 0 0 0 0 0
^ customers	3 0 0 0 0 0 0 0
^ dark	1 0 0 0 0 0 1 0
^ data	0 1 0 0 0 1 0 0
^ define	0 0 0 3 0 0 0 0
^ delete	0 0 0 0 2 0 1 3
^ did	0 0 3 0 0 5 0 5
^ dig	0 3 0 0 0 0 0 0
^ do	3 5 2 0 5 6 5 5
^ docs	0 0 0 0 4 1 0 0
^ document	0 0 0 2 1 0 0 0
^ does	1 0 0 0 0 4 5 5
^ dont	0 4 0 0 0 0 1 4
^ double	0 0 0 0 0 2 0 0
^ draft	0 0 0 7 0 0 0 0
^ drop	0 0 1 1 3 0 0 0
^ each	0 0 0 1 0 0 1 0
^ error	0 0 0 1 0 1 0 0
^ evaluate	0 0 1 0 0 2 0 0
^ everyone	1 0 1 0 0 0 0 0
^ evidence	0 0 3 0 0 0 0 0
^ execute	0 0 0 0 2 0 0 0
^ exercise	0 0 0 0 0 0 2 0
^ explain	0 4 0 0 0 0 0 6
^ extract	0 0 1 0 3 0 0 0
^ faster	0 0 0 0 0 0 0 2
^ figure	0 3 0 0 0 0 0 0
^ files	0 1 0 1 0 0 0 0
^ find	0 13 1 0 0 2 1 1
^ finding	0 0 1 0 1 0 0 0
^ finish	0 0 0 0 3 0 0 0
^ fix	0 0 0 0 14 0 2 5
^ focus	0 0 0 0 0 2 0 0
^ forget	0 0 0 0 0 0 0 2
^ from	0 2 2 1 0 0 0 0
^ get	0 6 0 0 4 5 8 0
^ git	0 0 0 0 0 0 0 5
^ give	2 6 6 2 1 6 1 7
^ given	0 0 2 0 0 0 0 0
^ go	0 6 3 1 5 6 1 2
^ goals	0 0 0 2 0 0 0 0
^ good	1 0 2 1 0 0 0 2
^ great	0 0 0 0 0 0 0 3
^ haha	0 0 0 0 0 0 0 2
^ half	1 0 0 1 0 0 1 0
^ has	0 1 0 0 0 1 0 0
^ have	0 4 1 0 5 9 3 1
^ help	5 0 1 0 0 0 0 0
^ here	0 1 0 0 1 0 0 1
^ hey	2 0 0 0 0 0 0 1
^ hi	0 0 0 0 0 0 0 2
^ hmm	2 0 0 0 0 0 0 3
^ hold	0 0 0 0 0 0 0 2
^ how	24 16 1 6 0 2 2 25
^ i	41 29 6 22 1 15 7 38
^ ideas	3 0 0 0 0 0 0 0
^ if	0 0 0 1 0 0 3 0
^ ignore	0 0 1 0 1 0 0 0
^ implement	2 0 0 0 13 0 0 1
^ in	0 1 1 2 5 0 0 2
^ including	0 0 0 3 1 0 1 0
^ increase	0 0 0 0 0 0 3 3
^ integration	0 0 0 0 0 0 2 0
^ introduce	2 0 0 0 2 0 0 0
^ investigate	0 4 0 0 0 0 0 0
^ is	8 7 2 1 0 12 1 23
^ it	8 0 1 3 1 0 1 14
^ just	3 1 0 0 1 0 0 3
^ kannst	0 0 0 0 0 0 0 3
^ keep	0 0 2 1 9 0 0 4
^ kill	0 0 0 0 1 0 1 3
^ let	3 1 0 0 6 3 3 5
^ lets	15 0 2 11 3 2 4 5
^ lint	0 0 0 0 0 0 2 0
^ list	0 5 1 0 1 1 0 2
^ look	0 15 3 0 0 9 0 1
^ looks	0 0 0 0 2 0 0 2
^ make	1 0 2 6 5 1 9 12
^ map	0 1 0 0 0 0 0 1
^ mark	0 0 1 2 0 0 0 0
^ maybe	5 0 0 0 0 0 0 0
^ merge	0 0 2 1 0 0 0 0
^ migrate	0 0 0 0 5 0 0 0
^ migration	0 0 0 2 0 0 0 0
^ morning	1 0 0 0 0 0 0 1
^ most	0 0 2 0 0 0 0 0
^ move	0 0 0 1 4 0 0 2
^ mutation	0 0 0 0 0 0 2 0
^ my	1 0 0 0 0 0 1 8
^ need	1 0 0 1 0 0 0 0
^ new	4 0 0 0 1 0 0 0
^ next	1 0 0 2 3 0 0 0
^ nice	0 0 0 0 0 0 0 2
^ no	3 6 1 4 4 2 1 9
^ nobody	0 1 0 0 1 0 0 0
^ non	0 0 0 4 0 0 0 0
^ not	7 0 1 1 1 0 1 2
^ nothing	1 0 0 0 2 0 0 0
^ now	0 0 4 1 4 0 2 0
^ ok	2 0 7 4 8 0 1 7
^ okay	0 0 1 1 0 0 0 0
^ one	0 3 2 2 10 1 1 2
^ only	0 2 0 1 1 0 0 0
^ open	1 0 0 0 0 0 0 5
^ option	0 0 0 0 0 0 0 2
^ options	1 0 1 1 0 0 0 0
^ or	4 1 0 0 0 1 0 0
^ our	13 1 0 1 0 0 2 0
^ outline	0 0 0 2 0 0 0 0
^ owners	0 2 0 1 1 0 0 0
^ people	2 0 0 0 0 0 0 0
^ perfect	0 0 0 0 0 0 0 2
^ performance	0 1 0 0 0 1 0 0
^ phase	0 0 0 4 6 1 0 0
^ phases	0 0 0 6 1 0 0 0
^ plan	0 0 0 11 2 0 0 1
^ please	0 7 5 8 9 12 11 9
^ point	0 0 1 1 0 0 0 0
^ port	0 0 0 0 3 0 0 0
^ prd	0 0 0 5 1 0 0 0
^ prepare	0 0 0 2 0 0 0 0
^ print	0 0 0 0 0 0 0 3
^ problem	0 0 0 3 0 0 0 0
^ proceed	0 0 0 0 2 0 0 0
^ produce	0 0 1 1 0 0 0 0
^ property	0 0 0 0 0 0 2 0
^ propose	1 0 0 1 0 0 0 0
^ pros	2 0 0 0 0 0 0 0
^ prove	0 0 0 0 0 0 2 0
^ pull	0 0 1 0 1 0 0 1
^ push	2 0 0 0 0 0 0 3
^ put	0 0 5 6 1 0 1 3
^ qa	0 0 0 0 0 0 2 0
^ quick	1 0 0 0 0 1 0 0
^ rank	0 0 2 0 0 0 0 0
^ read	0 4 6 0 0 1 0 3
^ refactor	0 0 0 0 4 0 0 0
^ remove	0 0 0 1 4 0 0 4
^ rename	0 0 0 0 4 0 0 4
^ replace	0 0 0 0 7 0 1 1
^ report	0 0 0 0 0 0 2 0
^ requirements	0 0 0 2 0 0 0 0
^ research	0 3 0 0 0 0 0 1
^ resolve	0 0 0 0 2 0 0 1
^ revert	0 0 0 0 0 0 0 2
^ review	0 0 0 0 0 16 0 2
^ revisa	0 0 0 0 0 0 0 2
^ rewrite	1 0 0 1 2 0 0 0
^ right	2 0 0 0 0 0 0 0
^ risks	0 0 0 4 0 0 0 0
^ run	0 1 0 0 0 5 14 3
^ same	0 0 1 1 3 0 0 1
^ say	1 0 1 0 0 0 0 0
^ scan	0 1 0 0 0 1 0 0
^ security	0 1 0 0 0 3 0 0
^ see	0 3 0 0 1 0 0 0
^ send	0 2 0 0 1 1 1 1
^ set	1 0 0 0 1 0 2 4
^ ship	0 0 0 0 2 0 0 0
^ short	0 0 1 1 0 0 0 0
^ should	4 0 1 0 0 0 0 3
^ show	0 1 1 0 1 1 1 6
^ sketch	1 0 0 1 0 0 0 0
^ smoke	0 0 0 0 0 0 2 0
^ so	0 1 7 0 3 0 0 3
^ solution	0 0 0 2 0 0 0 0
^ someone	0 1 0 0 0 1 0 0
^ something	3 0 0 0 0 0 0 0
^ sorry	0 0 0 0 0 0 0 5
^ sort	0 0 1 0 0 0 0 2
^ sounds	1 0 0 0 0 0 0 2
^ spawn	0 1 0 0 0 1 1 0
^ spin	0 1 0 0 1 0 0 0
^ split	0 0 0 3 4 0 0 0
^ start	0 1 0 0 9 1 4 3
^ stop	0 1 0 0 1 0 0 5
^ success	0 0 0 2 0 0 0 0
^ suggestions	2 0 0 0 0 0 0 0
^ summarise	0 0 2 0 0 0 0 0
^ summarize	0 0 3 0 0 0 0 0
^ support	2 0 0 0 0 0 0 0
^ swap	0 0 0 0 1 0 0 2
^ tables	0 2 0 0 0 0 0 0
^ take	0 0 3 0 1 2 0 0
^ talk	2 0 0 0 0 0 0 0
^ tell	0 2 2 0 0 1 0 2
^ test	0 0 0 0 0 0 6 1
^ tests	0 0 0 1 1 0 7 1
^ thanks	0 0 0 0 0 0 1 4
^ that	1 0 0 0 0 0 0 12
^ the	13 6 10 9 17 1 11 35
^ then	0 1 2 2 3 3 4 3
^ there	4 4 0 0 1 0 1 2
^ they	2 0 3 1 1 0 2 0
^ think	1 0 0 2 0 0 0 0
^ thinking	2 0 0 0 0 0 0 0
^ this	0 0 0 0 0 0 0 2
^ three	1 0 0 0 0 3 1 0
^ time	0 0 0 2 1 1 2 0
^ too	3 0 0 0 0 0 0 0
^ trace	0 3 0 0 0 0 0 0
^ translate	0 0 0 0 1 0 0 2
^ try	0 0 0 0 0 0 6 3
^ turn	0 0 1 4 1 0 0 1
^ two	3 2 0 1 3 1 0 0
^ typecheck	0 0 0 0 1 0 2 0
^ typo	1 0 0 0 0 0 0 1
^ understand	0 3 0 0 0 0 0 0
^ undo	0 0 0 0 0 0 1 1
^ unit	0 0 0 0 0 0 6 0
^ update	0 0 0 2 1 0 0 3
^ upgrade	0 0 0 0 4 0 0 0
^ use	0 1 0 0 2 1 1 8
^ users	5 0 0 0 1 0 0 0
^ verify	0 1 0 0 0 1 7 0
^ wait	0 0 0 0 0 0 0 4
^ walk	1 1 0 0 0 0 0 0
^ want	2 0 0 0 0 0 0 0
^ we	19 3 1 8 0 1 6 8
^ weigh	0 0 3 0 0 0 0 0
^ what	34 31 25 4 0 6 2 70
^ when	1 1 0 0 2 0 0 1
^ where	4 11 4 0 0 0 0 8
^ which	0 13 13 0 0 0 0 8
^ who	0 11 3 1 0 0 0 6
^ why	0 7 1 0 0 0 1 15
^ wie	0 0 0 0 0 0 0 2
^ with	0 5 1 6 4 0 1 0
^ work	0 1 0 1 0 0 0 0
^ would	3 0 0 0 0 4 0 0
^ write	0 0 3 16 1 0 12 8
^ yes	0 0 0 0 2 0 0 3
^ you	0 0 0 0 1 0 0 6
^ your	0 0 2 0 0 0 0 1
a	75 23 16 69 16 34 27 95
a better	5 0 0 0 0 0 0 1
a bit	1 0 0 0 0 0 0 5
a bom	0 0 0 0 2 0 0 0
a branch	0 0 0 0 0 0 0 2
a break	0 0 0 0 0 0 0 2
a bug	0 1 0 0 0 0 1 1
a chat	2 0 0 0 0 0 0 0
a code	0 0 0 0 0 3 0 1
a command	2 0 0 0 0 0 0 0
a comment	0 0 0 0 0 0 0 2
a constant	0 0 0 0 0 0 0 2
a copy	0 0 0 0 0 0 2 0
a critical	0 0 0 0 0 3 0 0
a customer	3 0 0 0 0 0 0 0
a day	0 2 0 0 0 0 0 1
a decision	0 0 2 1 0 0 0 0
a design	0 0 0 2 0 0 0 0
a document	0 0 0 5 0 0 0 0
a failing	0 0 0 0 0 0 3 0
a fake	0 0 0 0 0 0 2 0
a few	1 0 0 0 0 0 0 1
a file	0 0 1 0 0 0 0 1
a first	2 0 0 0 0 0 0 0
a good	5 0 0 0 0 1 0 4
a haiku	0 0 0 0 0 0 0 2
a joke	0 0 0 0 0 0 0 2
a line	0 0 0 1 0 1 0 0
a list	0 1 0 0 0 0 0 1
a load	0 0 0 0 0 0 4 0
a look	0 0 1 0 0 2 0 1
a loyalty	2 0 0 0 0 0 0 0
a migration	0 0 0 3 2 0 0 1
a mobile	2 0 0 0 0 0 0 0
a monorepo	2 0 0 1 0 0 0 0
a mutex	0 0 0 0 0 0 0 2
a new	2 0 0 0 0 0 0 2
a node	0 0 0 0 0 0 0 2
a note	0 0 1 0 0 0 1 0
a one	0 0 0 1 0 0 0 1
a page	0 0 1 1 0 0 0 0
a phase	0 0 0 2 0 0 0 0
a plan	0 0 0 12 0 0 0 0
a plugin	2 0 0 0 0 0 0 0
a pr	0 0 0 0 0 1 0 2
a prd	0 0 0 14 0 0 0 1
a proper	0 0 0 3 0 2 0 0
a public	4 0 0 0 0 0 0 0
a real	0 0 0 0 0 0 2 0
a recommendation	1 0 1 0 0 0 0 0
a referral	2 0 0 0 0 0 0 0
a regex	0 0 0 0 0 0 0 2
a regression	0 0 0 0 0 0 3 0
a review	0 0 0 0 0 7 0 1
a reviewer	0 0 0 0 0 2 0 0
a rollback	0 0 0 2 0 0 0 0
a rough	2 0 0 0 0 0 0 0
a rundown	0 2 0 0 0 0 0 0
a second	0 0 0 0 1 3 0 1
a section	0 0 0 2 0 0 0 0
a security	0 1 0 0 0 4 0 0
a semaphore	0 0 0 0 0 0 0 2
a semicolon	0 0 0 0 0 0 0 2
a separate	0 0 0 0 1 0 0 1
a set	0 0 0 0 0 0 0 2
a short	0 0 1 1 0 0 0 2
a single	0 0 1 1 0 0 0 0
a space	0 0 0 0 0 0 0 2
a spec	0 0 0 4 0 0 0 0
a summary	0 0 2 0 0 0 0 0
a table	0 0 1 0 0 1 0 1
a team	2 0 0 0 0 0 0 0
a technical	0 0 0 3 0 0 0 0
a test	0 0 0 0 0 0 7 2
a thorough	0 0 0 0 0 2 0 0
a time	0 0 0 1 2 0 0 0
a tool	2 0 0 0 0 0 0 0
a user	2 1 0 0 0 0 1 0
a way	3 0 0 1 0 0 0 0
a worktree	0 0 0 0 2 0 0 0
able	4 0 0 0 0 0 0 0
able to	4 0 0 0 0 0 0 0
about	15 8 11 5 2 5 2 14
about NUM	0 2 0 0 1 0 0 0
about how	2 1 0 0 0 0 0 0
about it	0 0 0 0 0 0 2 0
about our	2 0 0 0 0 0 0 0
about testing	0 0 0 0 0 0 0 2
about that	1 0 0 0 0 0 0 2
about the	3 0 8 1 1 1 0 4
about what	1 0 1 0 0 0 0 0
above	0 0 0 1 0 0 0 1
acceptance	0 0 0 7 0 0 5 0
acceptance criteria	0 0 0 7 0 0 3 0
access	0 0 0 0 0 1 0 2
access to	0 0 0 0 0 0 0 2
accessible	1 0 0 0 0 1 0 0
according	0 1 0 1 1 0 0 0
according to	0 1 0 1 1 0 0 0
account	3 1 0 0 3 0 0 0
account ^	3 1 0 0 0 0 0 0
across	0 5 0 0 4 0 0 0
across the	0 2 0 0 4 0 0 0
act	0 0 2 0 0 0 0 0
act on	0 0 2 0 0 0 0 0
actually	2 2 2 0 0 0 2 0
actually does	0 2 0 0 0 0 0 0
add	11 0 1 9 4 0 12 24
add a	4 0 0 3 1 0 1 12
add an	0 0 0 0 0 0 0 2
add it	0 0 0 1 0 0 0 1
add some	1 0 0 0 0 0 1 0
add tests	0 0 0 0 0 0 3 0
add that	0 0 0 1 0 0 2 0
add the	0 0 0 1 1 0 0 3
add two	2 0 0 0 0 0 0 0
add type	0 0 0 0 1 0 0 1
added	0 1 0 0 0 1 0 0
adding	2 0 0 0 0 0 1 0
address	0 0 0 0 2 0 0 1
address the	0 0 0 0 2 0 0 0
admin	4 0 0 1 1 0 0 0
admins	2 0 0 0 0 0 0 0
after	1 1 1 2 5 0 4 3
after each	0 0 0 0 2 0 0 0
after login	0 1 0 0 1 0 0 0
after the	1 0 0 0 2 0 3 3
again	0 0 0 1 0 1 1 11
again ^	0 0 0 1 0 0 1 9
against	0 0 3 0 1 4 8 0
against a	0 0 0 0 0 0 2 0
against main	0 0 0 0 0 2 0 0
against staging	0 0 0 0 0 0 2 0
against the	0 0 2 0 1 1 3 0
agent	0 3 3 0 14 4 2 7
agent NUM	0 0 1 0 3 0 0 1
agent ^	0 0 0 0 1 0 0 3
agent do	0 0 0 0 2 0 0 0
agent for	0 0 0 0 1 1 0 0
agent to	0 2 0 0 1 0 0 0
agents	0 10 30 2 13 10 4 11
agents ^	0 1 3 1 2 1 0 4
agents are	0 0 5 0 0 0 0 1
agents came	0 0 2 0 0 0 0 0
agents can	0 0 0 1 0 0 0 1
agents doing	0 0 0 0 0 0 0 3
agents find	0 0 2 0 0 0 0 0
agents finished	0 0 2 0 0 0 0 0
agents for	0 0 0 0 1 1 0 0
agents found	0 0 1 0 1 0 0 0
agents on	0 1 0 0 2 0 1 0
agents results	0 0 3 0 0 0 0 0
agents to	0 4 0 0 0 0 1 0
agents were	0 0 0 0 0 0 0 2
agents work	0 0 1 0 1 2 0 0
agents write	0 0 0 0 0 0 2 0
agree	0 0 3 1 0 0 0 1
agree on	0 0 1 1 0 0 0 0
agree with	0 0 1 0 0 0 0 1
agreed	0 0 0 3 1 0 0 0
agreed on	0 0 0 1 1 0 0 0
ahead	0 0 0 1 4 0 0 1
ahead and	0 0 0 1 2 0 0 0
ai	2 0 0 0 0 0 0 0
all	1 23 16 0 32 1 22 7
all NUM	0 0 0 0 0 0 2 0
all ^	0 1 0 0 1 0 0 0
all agents	0 0 2 0 0 0 0 1
all branches	0 0 0 0 0 0 1 1
all callers	0 2 0 0 0 0 0 0
all dependencies	0 1 0 0 1 0 0 0
all findings	0 0 2 0 0 0 0 0
all five	0 0 1 0 1 0 0 0
all of	0 1 2 0 0 0 3 1
all our	0 2 0 0 2 0 0 0
all packages	0 0 0 0 2 0 0 0
all services	0 0 0 0 4 0 1 0
all tests	0 0 0 0 0 0 3 0
all that	1 0 1 0 0 0 0 0
all the	0 8 3 0 5 0 7 0
all three	0 0 1 0 2 0 1 0
alone	0 0 0 1 1 0 0 0
alone ^	0 0 0 1 1 0 0 0
alpha	0 0 2 0 0 0 0 0
already	1 0 0 0 1 0 0 3
already ^	0 0 0 0 1 0 0 2
alright	0 0 0 1 1 0 0 0
also	1 0 0 2 0 0 0 1
also cover	0 0 0 2 0 0 0 0
alternatives	2 0 0 2 0 0 0 0
alternatives ^	2 0 0 0 0 0 0 0
always	1 1 0 0 0 0 0 0
am	6 2 0 2 1 3 1 7
am going	0 0 0 0 0 0 0 2
am i	0 0 0 0 0 1 0 1
am not	2 0 0 1 0 0 0 0
an	12 9 0 6 7 3 3 8
an account	1 1 0 0 1 0 0 0
an admin	2 0 0 0 0 0 0 0
an agent	0 1 0 0 4 0 2 0
an email	0 0 0 0 0 0 0 2
an empty	0 0 0 0 0 0 0 2
an hour	1 0 0 0 0 1 1 0
an idea	2 0 0 0 0 0 0 0
an implementation	0 0 0 2 0 0 0 0
an overview	0 3 0 0 0 0 0 0
analyse	0 2 0 0 0 0 0 0
analyse the	0 2 0 0 0 0 0 0
analyses	0 0 2 0 0 0 0 0
analysts	2 0 0 0 0 0 0 0
analyze	0 3 0 0 0 0 0 0
analyze the	0 2 0 0 0 0 0 0
and	32 88 44 22 41 22 38 26
and NUM	1 0 1 1 7 1 0 0
and a	1 0 0 2 1 2 2 3
and another	0 1 0 0 3 0 0 0
and be	0 0 0 0 0 2 0 0
and check	0 1 0 0 0 1 0 0
and cons	2 0 0 0 0 0 0 0
and delete	0 0 0 0 2 0 0 0
and do	0 1 0 1 0 0 0 0
and everything	0 0 0 0 2 0 0 0
and find	0 2 1 0 0 2 0 0
and fix	0 0 0 0 3 0 4 0
and for	0 2 0 0 0 0 0 0
and give	0 1 4 0 0 0 0 0
and how	0 5 0 0 0 0 0 1
and i	5 0 0 1 1 0 0 2
and in	1 3 0 0 1 0 0 0
and integration	0 0 0 0 0 0 1 1
and is	0 2 0 0 0 0 0 0
and leave	0 0 0 0 1 1 0 0
and let	0 1 0 1 0 0 0 2
and line	0 2 1 0 0 2 0 0
and list	0 3 0 0 0 1 1 0
and make	0 0 1 0 1 0 1 0
and not	0 0 0 1 0 0 0 1
and now	0 0 1 0 0 0 1 0
and one	0 1 0 0 0 1 0 0
and pull	0 0 0 0 0 0 0 2
and push	0 0 0 0 0 0 0 2
and report	0 5 0 0 1 0 1 0
and see	0 0 0 0 0 0 4 0
and send	0 0 0 0 1 0 1 0
and show	0 1 0 0 0 0 1 0
and tell	0 11 12 0 1 3 3 2
and tests	0 0 0 0 1 0 1 0
and the	2 8 2 3 7 0 4 2
and then	0 0 1 0 0 0 1 0
and what	0 5 1 1 0 0 0 1
and where	0 7 2 0 0 0 0 0
and whether	0 2 0 0 0 3 0 0
and which	2 3 5 0 0 0 0 0
and who	0 2 0 0 0 0 0 0
and why	0 2 0 0 0 0 1 0
and write	0 1 1 3 0 0 0 0
android	1 2 0 0 0 0 0 0
angles	0 1 0 0 0 1 0 0
another	3 1 1 0 5 1 0 0
another one	0 0 0 0 4 0 0 0
another round	0 0 1 0 1 0 0 0
answer	3 0 2 0 0 0 0 1
answers	1 0 8 0 0 0 0 2
answers ^	0 0 2 0 0 0 0 0
answers and	0 0 3 0 0 0 0 0
any	10 8 5 0 0 9 1 2
any clever	2 0 0 0 0 0 0 0
any code	1 1 0 0 0 0 0 0
any good	0 0 1 0 0 1 0 0
any of	0 2 1 0 0 0 0 0
any security	0 0 0 0 0 2 0 0
any surprises	0 0 2 0 0 0 0 0
any thoughts	2 0 0 0 0 0 0 0
anybody	0 1 0 1 0 0 0 0
anymore	2 0 0 0 0 0 0 0
anymore ^	2 0 0 0 0 0 0 0
anyone	0 1 0 3 0 0 0 0
anything	3 8 3 1 0 9 1 3
anything ^	0 4 1 1 0 2 0 1
anything in	1 1 0 0 0 2 0 0
anything stupid	0 0 0 0 0 2 0 0
anything yet	1 1 0 0 0 0 0 1
anyway	0 0 0 0 0 0 0 2
anyway ^	0 0 0 0 0 0 0 2
anywhere	0 1 0 0 0 2 0 0
anywhere ^	0 1 0 0 0 1 0 0
apart	0 0 0 0 0 2 1 0
api	9 4 0 5 10 3 5 1
api ^	3 1 0 4 3 2 1 0
api and	0 2 0 0 2 0 0 0
api for	2 0 0 0 0 0 0 0
api package	0 0 0 0 0 0 2 0
api versioning	2 0 0 0 0 0 0 0
api with	0 0 0 0 0 0 2 0
apis	0 1 0 0 1 1 0 0
app	14 3 0 1 1 0 1 4
app ^	5 0 0 1 0 0 1 2
apply	0 1 0 0 4 1 0 0
apply ^	0 1 0 0 0 1 0 0
apply the	0 0 0 0 4 0 0 0
approach	4 0 0 0 0 0 0 1
approach ^	1 0 0 0 0 0 0 1
approve	0 0 0 4 0 0 0 0
approve it	0 0 0 2 0 0 0 0
approve the	0 0 0 2 0 0 0 0
approved	0 0 0 8 6 0 0 1
approved ^	0 0 0 7 4 0 0 0
apps	1 2 0 0 0 0 0 0
architecture	1 2 0 0 0 0 0 1
architecture ^	0 1 0 0 0 0 0 1
architecture of	1 1 0 0 0 0 0 0
are	11 31 23 3 5 6 11 23
are all	0 3 1 0 0 0 1 0
are always	1 1 0 0 0 0 0 0
are back	0 0 3 0 0 0 0 0
are done	0 0 2 0 0 2 0 1
are finished	0 0 1 0 0 0 0 1
are flaky	0 0 0 0 0 0 2 0
are in	0 0 2 0 2 0 0 0
are like	0 2 0 0 0 0 0 0
are missing	0 2 0 0 0 0 1 0
are my	1 0 0 0 0 0 0 1
are real	0 0 2 0 0 0 0 0
are red	0 0 0 0 0 0 2 0
are still	0 2 0 0 1 0 0 0
are the	2 4 6 0 0 0 1 3
are there	0 2 1 0 0 2 0 0
are they	0 4 1 0 0 0 0 1
are too	0 0 0 1 0 0 0 1
are unused	0 2 0 0 0 0 0 0
are you	0 0 1 0 0 0 0 6
arguments	0 0 1 0 0 0 0 1
arm	0 1 0 0 0 0 1 0
arm ^	0 1 0 0 0 0 1 0
around	0 1 0 1 0 0 2 1
as	1 3 1 13 16 3 3 6
as a	1 0 1 8 1 0 2 2
as described	0 0 0 0 3 0 0 0
as in	0 0 0 0 2 0 0 0
as it	0 0 0 2 1 0 1 1
as specified	0 0 0 0 2 0 0 0
as the	0 0 0 1 1 0 0 0
as well	0 0 0 0 0 1 0 1
ask	3 0 0 0 0 1 0 2
asked	4 0 0 0 0 0 0 1
asked for	3 0 0 0 0 0 0 1
asking	2 0 0 0 0 0 0 1
asking ^	1 0 0 0 0 0 0 1
async	0 0 0 0 2 0 0 3
async await	0 0 0 0 2 0 0 1
at	5 20 5 5 4 16 4 11
at NUM	3 0 0 0 0 0 1 2
at a	0 0 0 1 2 0 0 0
at all	0 3 0 0 0 0 0 0
at each	0 1 0 1 0 0 0 0
at how	0 2 0 0 0 0 0 0
at least	1 1 1 0 0 0 2 0
at my	0 0 0 0 0 3 0 0
at startup	0 2 0 0 0 0 0 0
at the	0 5 3 2 1 10 0 6
audit	3 3 3 1 0 2 0 0
audit ^	0 0 0 0 0 2 0 0
audits	0 0 2 0 0 0 0 0
auth	2 1 1 3 0 3 2 1
auth ^	0 0 1 0 0 0 0 1
auth changes	0 0 0 0 0 1 1 0
authentication	1 3 0 0 0 0 0 0
authentication ^	1 1 0 0 0 0 0 0
average	1 0 0 0 0 0 0 1
await	0 0 0 0 2 0 0 1
await ^	0 0 0 0 2 0 0 0
away	0 0 0 0 1 0 0 1
away ^	0 0 0 0 1 0 0 1
b	2 0 2 1 1 0 0 1
b ^	1 0 1 0 1 0 0 1
back	2 2 10 1 1 1 1 1
back ^	0 1 8 0 1 1 0 0
back and	1 0 1 0 0 0 0 0
back with	0 1 1 0 0 0 0 0
backed	0 0 2 0 0 0 0 0
backed by	0 0 2 0 0 0 0 0
backend	0 4 0 0 5 0 0 0
backend ^	0 3 0 0 1 0 0 0
backend part	0 0 0 0 2 0 0 0
background	1 3 0 0 0 0 0 0
background jobs	1 1 0 0 0 0 0 0
bad	4 0 0 0 0 1 0 1
bad and	2 0 0 0 0 0 0 0
bar	0 0 0 0 2 0 0 2
base	0 1 0 0 1 0 0 1
based	1 0 1 2 0 0 2 0
based on	1 0 1 1 0 0 0 0
based tests	0 0 0 0 0 0 2 0
bash	0 0 0 0 0 0 0 2
be	25 8 1 4 3 8 3 10
be NUM	0 0 0 1 0 0 0 1
be a	4 1 0 0 0 0 0 1
be able	4 0 0 0 0 0 0 0
be done	1 0 0 0 0 0 0 1
be fixed	0 0 0 0 2 0 0 0
be great	2 0 0 0 0 0 0 0
be harsh	0 0 0 0 0 2 0 0
be lovely	2 0 0 0 0 0 0 0
be on	1 0 0 0 0 0 0 1
be picky	0 0 0 0 0 2 0 0
be sure	0 0 0 0 0 1 1 0
be to	0 2 0 0 0 0 0 0
because	2 0 0 0 1 0 1 0
because we	1 0 0 0 1 0 0 0
been	3 0 0 0 1 0 1 1
before	6 9 1 11 2 24 3 2
before ^	0 1 0 0 0 0 0 2
before anyone	0 0 0 3 0 0 0 0
before i	1 3 0 0 0 7 0 0
before it	0 0 0 0 0 4 0 0
before the	1 0 0 0 0 3 0 0
before we	1 2 0 4 0 7 3 0
before you	0 0 1 1 1 0 0 0
begin	3 0 0 0 3 0 0 0
begin ^	2 0 0 0 1 0 0 0
behaviour	0 1 0 0 2 2 0 0
behaviour ^	0 0 0 0 0 2 0 0
behaviour change	0 0 0 0 2 0 0 0
behind	0 1 0 0 0 1 0 0
believe	1 0 2 0 0 0 0 0
believe ^	0 0 2 0 0 0 0 0
below	0 1 0 1 0 0 0 1
beta	0 0 2 1 0 0 0 0
better	7 0 2 0 0 1 1 5
better ^	2 0 0 0 0 0 0 2
between	3 7 1 0 3 0 1 6
between a	1 0 0 0 0 0 0 3
between kafka	1 1 0 0 0 0 0 0
between the	0 2 1 0 1 0 1 0
big	0 1 0 1 0 1 0 1
billing	1 4 0 1 2 0 2 0
billing ^	1 0 0 0 0 0 1 0
billing code	0 2 0 0 1 0 0 0
bit	1 0 0 0 0 0 0 5
bit ^	1 0 0 0 0 0 0 1
bit shorter	0 0 0 0 0 0 0 2
bitte	0 0 0 0 0 0 0 4
bitte einen	0 0 0 0 0 0 0 2
blames	1 0 1 0 0 0 0 0
blank	0 0 0 0 0 0 0 2
blind	2 0 0 0 0 0 0 0
block	0 0 0 0 0 0 0 2
block ^	0 0 0 0 0 0 0 2
blue	0 0 0 0 0 0 0 4
blue ^	0 0 0 0 0 0 0 4
boil	0 0 3 0 0 0 0 0
boil the	0 0 2 0 0 0 0 0
bom	0 0 0 0 2 0 0 0
boss	1 0 1 0 0 0 0 1
bot	3 0 0 0 0 0 0 0
both	3 1 12 1 2 0 3 2
both ^	0 1 1 0 0 0 0 2
both agents	0 0 2 0 0 0 0 0
both reports	0 0 3 0 0 0 0 0
both sides	2 0 0 0 0 0 0 0
bottleneck	0 1 1 0 0 0 0 0
bottom	0 1 0 0 1 0 0 0
brainstorm	2 0 0 0 0 0 0 0
branch	0 0 0 0 1 21 2 9
branch ^	0 0 0 0 1 6 2 2
branch is	0 0 0 0 0 1 0 1
branch ready	0 0 0 0 0 2 0 0
branch to	0 0 0 0 0 1 0 1
branch with	0 0 0 0 0 2 0 0
branches	0 0 0 0 0 0 1 1
break	2 1 0 0 1 2 1 2
break ^	0 0 0 0 0 0 0 2
break it	0 0 0 0 0 1 1 0
breaks	0 0 0 0 2 0 2 0
breaks ^	0 0 0 0 2 0 2 0
bring	1 0 1 0 0 0 2 0
bring the	0 0 1 0 0 0 2 0
broke	0 1 0 0 0 0 1 1
broken	1 0 0 1 0 0 2 0
bug	0 3 0 0 2 1 5 1
bug ^	0 0 0 0 0 0 2 0
bug with	0 2 0 0 0 0 1 0
bugs	1 1 1 0 1 6 1 0
bugs ^	0 0 0 0 0 3 0 0
bugs in	0 0 0 0 0 2 0 0
build	9 3 0 0 14 1 2 6
build ^	0 0 0 0 1 0 1 1
build a	2 0 0 0 0 0 0 1
build is	0 1 0 0 0 0 0 1
build it	0 0 0 0 5 0 0 0
build phase	0 0 0 0 2 1 0 0
build the	0 0 0 0 3 0 0 0
build what	0 0 0 0 2 0 0 0
builder	1 0 0 0 1 0 0 0
building	1 0 0 1 2 0 0 1
building ^	0 0 0 1 1 0 0 0
built	0 0 0 0 0 0 1 1
bullet	0 0 1 1 0 0 0 1
bullet points	0 0 1 1 0 0 0 0
bump	0 0 0 0 1 0 0 3
bump the	0 0 0 0 1 0 0 1
bundle	0 2 0 0 0 0 0 0
but	7 2 0 0 0 0 0 6
but i	3 2 0 0 0 0 0 1
button	0 0 0 0 1 0 0 9
button ^	0 0 0 0 0 0 0 2
by	5 8 11 3 5 7 6 5
by a	0 1 0 0 1 0 1 0
by code	0 0 2 0 0 0 0 0
by running	0 0 0 0 0 0 3 0
by step	0 0 0 2 0 0 0 0
cache	0 3 3 0 0 0 0 0
cache ^	0 1 2 0 0 0 0 0
cache is	0 1 1 0 0 0 0 0
caching	1 1 0 0 0 1 0 0
caching layer	1 0 0 0 0 1 0 0
calendar	2 0 0 0 0 1 1 0
calendar ^	1 0 0 0 0 1 0 0
call	1 2 0 0 2 0 0 8
call ^	1 0 0 0 0 0 0 2
call it	0 0 0 0 0 0 0 4
call sites	0 1 0 0 1 0 0 0
called	0 0 0 0 0 0 0 5
called FILE	0 0 0 0 0 0 0 2
callers	0 2 0 0 1 0 0 0
calls	0 7 0 0 1 0 0 0
calls ^	0 2 0 0 0 0 0 0
cambios	0 0 0 0 0 0 0 2
came	0 0 6 0 0 0 0 0
came back	0 0 5 0 0 0 0 0
can	10 13 6 15 4 9 10 19
can codex	0 0 0 0 0 1 1 0
can run	0 0 0 0 1 0 1 1
can send	0 0 1 1 0 0 0 0
can someone	0 0 0 0 0 1 1 0
can start	0 0 0 1 2 0 0 0
can we	6 0 2 1 0 0 0 1
can you	2 8 1 5 0 4 4 14
cancel	0 0 0 0 0 0 0 2
cant	3 2 1 1 0 1 0 0
cant find	1 1 0 0 0 0 0 0
cards	2 0 0 0 0 0 0 0
cart	0 0 0 0 2 0 2 1
cart ^	0 0 0 0 1 0 1 1
cases	0 0 0 0 0 0 7 0
cases ^	0 0 0 0 0 0 3 0
cases of	0 0 0 0 0 0 3 0
catch	0 1 0 0 0 0 0 1
cause	0 4 4 1 0 0 0 0
cause ^	0 3 2 0 0 0 0 0
center	0 0 0 1 0 0 0 1
cents	0 1 0 0 0 0 1 0
chain	0 2 0 0 0 0 0 0
change	1 5 1 1 5 2 2 7
change ^	0 0 1 0 2 1 0 0
change anything	0 2 0 0 0 0 0 0
change in	0 1 0 0 1 0 0 0
change it	0 1 0 0 0 0 0 1
change that	1 0 0 0 0 0 1 0
change the	0 0 0 0 1 0 0 5
changed	1 2 0 1 0 5 2 3
changed ^	0 0 0 1 0 0 0 1
changed in	0 0 0 0 0 2 0 1
changed the	0 1 0 0 0 0 1 1
changelog	0 0 0 0 0 0 0 2
changes	1 1 1 1 1 22 2 1
changes ^	0 0 0 1 1 9 2 1
changes before	0 0 0 0 0 2 0 0
changes for	0 0 0 0 0 3 0 0
changes please	0 1 0 0 0 2 0 0
channel	0 1 1 0 0 0 0 0
charges	0 1 1 0 0 0 0 0
chat	3 0 0 0 0 0 0 0
check	1 17 4 2 2 26 4 4
check all	0 2 0 0 0 0 0 0
check how	0 2 0 0 0 0 0 0
check if	0 1 0 0 0 2 1 1
check it	0 0 1 1 0 1 0 0
check my	0 0 0 0 0 4 0 0
check out	1 0 0 0 1 0 0 0
check that	0 0 0 0 0 1 3 0
check the	0 5 2 0 0 9 0 1
check what	0 1 0 0 0 2 0 0
check whether	0 2 0 0 0 2 0 0
checked	0 2 0 0 0 1 0 1
checkout	2 1 0 2 0 0 1 1
checkout ^	0 0 0 1 0 0 1 0
checks	0 1 0 0 0 0 3 0
checks ^	0 0 0 0 0 0 2 0
chrome	1 0 0 0 0 0 1 0
ci	1 4 0 0 2 0 5 0
ci ^	1 1 0 0 2 0 1 0
ci is	0 0 0 0 0 0 3 0
claim	0 0 2 0 0 0 0 0
claim ^	0 0 2 0 0 0 0 0
claims	0 0 3 0 0 0 0 0
class	0 0 0 0 4 0 1 1
class components	0 0 0 0 2 0 0 0
class per	0 0 0 0 2 0 0 0
claude	1 0 1 0 0 0 0 1
clean	0 0 0 0 0 0 1 1
clever	2 0 0 0 0 0 0 0
cli	2 1 0 0 1 0 0 0
click	0 0 0 0 0 0 1 2
client	1 7 0 0 3 0 0 3
client ^	1 1 0 0 2 0 0 2
client from	0 1 0 0 1 0 0 0
clients	0 4 0 0 1 1 2 0
clients ^	0 1 0 0 0 1 1 0
close	0 0 0 0 1 0 1 1
close the	0 0 0 0 1 0 1 0
cluster	0 2 0 0 0 0 0 0
code	1 26 6 6 10 35 5 7
code ^	1 7 3 5 2 8 3 2
code and	0 5 1 0 2 1 0 1
code before	0 0 0 0 0 2 0 0
code for	0 0 0 0 1 1 0 0
code in	0 2 0 0 0 1 0 0
code is	0 0 0 0 0 1 1 0
code of	0 1 0 0 0 1 0 0
code paths	0 2 0 0 1 0 0 0
code please	0 0 0 0 0 2 0 0
code review	0 0 0 0 1 8 0 2
code that	0 3 0 0 0 2 0 0
code we	0 0 0 0 0 1 1 0
code yourself	0 0 2 0 0 0 0 0
codebase	0 7 0 0 1 0 0 0
codebase ^	0 2 0 0 1 0 0 0
codex	0 2 5 0 10 7 3 7
codex ^	0 0 0 0 3 1 0 1
codex fix	0 0 0 0 1 0 1 0
codex for	0 0 0 0 0 0 0 2
codex implement	0 0 0 0 2 0 0 0
codex review	0 0 0 0 0 3 0 0
codex wrote	0 0 0 0 0 3 0 0
coding	0 0 0 1 1 0 0 0
coding ^	0 0 0 1 1 0 0 0
coffee	0 0 0 0 0 0 0 2
coffee ^	0 0 0 0 0 0 0 2
collaboration	2 0 0 0 0 0 0 0
colleague	0 0 0 0 0 0 0 2
collect	1 1 3 0 0 0 0 0
collect all	0 1 1 0 0 0 0 0
color	0 0 0 0 0 0 0 3
column	0 0 0 0 0 0 0 2
columns	0 0 0 1 3 0 0 0
columns ^	0 0 0 1 1 0 0 0
combine	0 0 3 0 0 0 0 0
come	5 4 1 2 0 0 0 0
come back	1 1 0 0 0 0 0 0
come from	0 2 1 0 0 0 0 0
come up	4 0 0 1 0 0 0 0
comma	0 0 0 0 0 0 0 3
comma ^	0 0 0 0 0 0 0 3
command	2 0 0 0 0 0 0 8
command ^	0 0 0 0 0 0 0 2
command palette	2 0 0 0 0 0 0 0
command to	0 0 0 0 0 0 0 3
comment	0 0 0 1 0 0 0 3
comment to	0 0 0 0 0 0 0 2
comments	2 0 1 1 2 3 0 0
comments ^	0 0 1 1 2 1 0 0
commit	0 4 0 0 1 6 0 9
commit ^	0 0 0 0 0 4 0 2
commit message	0 0 0 0 0 0 0 3
commit to	0 2 0 0 0 0 0 0
commit with	0 0 0 0 0 1 0 1
commits	0 1 0 0 0 4 0 0
commits ^	0 1 0 0 0 3 0 0
common	0 1 3 0 0 0 0 0
compare	0 7 4 0 0 4 0 0
compare how	0 2 0 0 0 0 0 0
compare the	0 0 3 0 0 1 0 0
compare with	0 1 0 0 0 1 0 0
compat	0 0 0 0 2 0 0 0
competitors	1 2 0 0 0 0 0 0
complete	0 1 0 1 0 1 2 0
complete ^	0 0 0 1 0 1 0 0
component	1 0 1 0 0 0 0 1
components	0 1 0 0 4 1 0 0
components are	0 1 0 0 0 1 0 0
components to	0 0 0 0 2 0 0 0
compute	0 1 0 0 1 0 0 0
concept	1 0 0 1 0 0 0 0
conclude	0 0 2 0 0 0 0 0
conclusion	0 0 4 0 0 0 0 0
conclusions	0 0 2 0 0 0 0 0
conclusions ^	0 0 2 0 0 0 0 0
concurrency	0 0 0 0 1 2 0 0
concurrency ^	0 0 0 0 1 2 0 0
condense	0 0 2 0 0 0 0 0
conditions	1 2 0 0 0 1 0 0
conditions ^	1 1 0 0 0 0 0 0
config	1 2 1 0 3 1 0 3
config ^	0 0 0 0 0 1 0 2
confirm	0 1 2 0 0 0 1 0
conflict	0 1 0 1 0 0 1 1
cons	2 0 0 0 0 0 0 0
consensus	0 0 2 0 0 0 0 0
consensus ^	0 0 2 0 0 0 0 0
consent	0 1 0 0 1 0 0 0
consider	1 0 0 1 0 0 0 0
consistent	0 2 1 0 0 0 0 0
console.log	0 0 0 0 1 0 0 1
const	0 0 0 0 0 0 0 3
const ^	0 0 0 0 0 0 0 2
constant	0 0 0 0 0 0 0 2
constant ^	0 0 0 0 0 0 0 2
consumer	0 2 0 0 0 0 0 0
consumers	0 3 0 0 0 0 0 0
context	1 0 0 0 1 0 0 2
context ^	1 0 0 0 1 0 0 1
continue	0 0 0 0 4 1 1 1
continue ^	0 0 0 0 0 1 0 1
continue with	0 0 0 0 4 0 0 0
contract	0 0 0 1 0 0 1 0
contradict	0 1 3 0 0 0 0 0
contradict each	0 1 3 0 0 0 0 0
control	1 0 0 0 0 1 0 0
convert	0 1 0 1 5 0 0 2
convert the	0 0 0 1 5 0 0 0
converts	2 0 0 0 0 0 0 0
cool	0 0 0 0 0 0 0 3
cool ^	0 0 0 0 0 0 0 3
copy	0 0 0 0 0 0 2 0
copy of	0 0 0 0 0 0 2 0
copyright	0 0 0 0 0 0 0 2
copyright year	0 0 0 0 0 0 0 2
core	1 0 0 0 0 0 1 0
correct	0 0 0 0 1 2 0 1
correct ^	0 0 0 0 0 2 0 1
correctness	0 0 0 0 0 5 0 0
correctness ^	0 0 0 0 0 3 0 0
cost	0 1 0 1 0 0 0 2
cost ^	0 0 0 1 0 0 0 1
could	28 5 2 1 0 3 1 4
could be	1 1 0 0 0 0 0 0
could do	1 0 1 0 0 0 0 0
could go	1 0 0 0 0 1 0 0
could make	2 0 0 0 0 0 0 0
could that	2 0 0 0 0 0 0 0
could the	3 0 0 0 0 0 0 0
could use	1 1 0 0 0 0 0 0
could we	7 0 0 0 0 0 0 0
could you	3 1 1 1 0 1 1 4
count	0 0 0 0 0 0 0 3
counts	0 0 1 0 0 0 0 1
couple	0 2 0 0 0 0 0 0
couple of	0 2 0 0 0 0 0 0
cover	0 0 0 2 0 0 6 0
cover the	0 0 0 1 0 0 5 0
coverage	0 0 0 0 0 0 11 0
coverage of	0 0 0 0 0 0 6 0
crash	0 0 0 0 2 0 0 0
crazy	2 0 0 0 0 0 0 0
create	4 0 0 8 0 0 4 5
create PRDFILE	0 0 0 2 0 0 0 0
create a	3 0 0 4 0 0 2 4
create an	1 0 0 2 0 0 0 1
credit	1 1 0 0 0 0 0 0
criteria	0 0 0 13 0 0 3 0
criteria ^	0 0 0 3 0 0 2 0
criteria for	0 0 0 6 0 0 0 0
criteria in	0 0 0 1 0 0 1 0
criteria to	0 0 0 2 0 0 0 0
critical	0 0 1 0 4 4 0 0
critical ^	0 0 1 0 1 1 0 0
critical look	0 0 0 0 0 2 0 0
criticals	0 0 0 0 2 0 0 0
cron	0 3 0 1 1 0 0 0
cron jobs	0 2 0 0 0 0 0 0
cross	0 1 1 0 0 0 0 0
css	0 1 0 0 0 0 0 1
csv	1 0 0 0 2 0 2 0
csv export	1 0 0 0 1 0 0 0
current	0 1 0 0 0 1 0 0
currently	0 2 0 0 0 0 0 0
custom	1 0 0 0 1 0 0 0
customer	4 1 0 0 0 1 0 0
customer asked	2 0 0 0 0 0 0 0
customers	7 0 0 0 0 0 0 0
cut	0 0 0 0 0 1 0 1
cycles	0 2 0 0 0 0 0 0
cycles ^	0 2 0 0 0 0 0 0
dark	3 0 0 0 0 0 1 0
dashboard	3 2 0 0 0 0 0 0
dashboard ^	1 1 0 0 0 0 0 0
data	4 9 0 2 1 4 3 0
data ^	1 2 0 0 0 2 1 0
data model	0 3 0 0 1 0 0 0
data stored	1 1 0 0 0 0 0 0
database	0 5 0 2 2 0 3 1
database ^	0 1 0 1 0 0 2 0
date	1 3 0 0 3 0 2 2
date fns	0 0 0 0 2 0 0 0
day	2 2 0 0 0 0 0 2
day ^	1 2 0 0 0 0 0 2
days	2 0 0 1 0 0 0 0
days ^	1 0 0 1 0 0 0 0
dbt	0 1 0 0 0 0 0 1
de	0 0 0 0 0 0 0 4
dead	0 2 0 0 0 1 0 0
dead ^	0 2 0 0 0 0 0 0
death	0 0 0 0 0 0 1 1
death ^	0 0 0 0 0 0 1 1
debug	1 0 0 0 0 2 0 2
debug code	0 0 0 0 0 2 0 0
decide	2 1 4 0 0 0 0 0
decide ^	1 0 4 0 0 0 0 0
decided	1 0 0 1 0 0 0 0
decision	0 0 2 3 0 0 0 0
decision ^	0 0 1 1 0 0 0 0
deep	0 1 0 0 0 0 0 1
default	1 1 0 0 0 0 0 4
default port	0 0 0 0 0 0 0 2
define	0 0 0 4 0 0 0 0
define the	0 0 0 2 0 0 0 0
delay	0 2 0 0 0 0 0 1
delete	0 0 0 0 4 0 1 4
delete the	0 0 0 0 4 0 0 3
delivery	1 0 0 1 0 0 1 0
delivery tracking	1 0 0 1 0 0 1 0
depend	0 2 0 0 0 0 1 0
depend on	0 2 0 0 0 0 1 0
dependencies	0 2 0 0 2 0 0 0
dependency	0 3 0 0 1 0 0 0
dependency graph	0 2 0 0 0 0 0 0
depends	0 3 0 0 0 0 0 0
depends on	0 3 0 0 0 0 0 0
deploy	1 1 0 0 0 1 0 1
deployment	0 2 0 0 0 0 0 0
deploys	1 1 0 0 0 0 0 0
deprecated	0 1 0 0 1 1 0 0
describe	0 1 0 0 1 0 0 0
described	0 0 0 1 4 0 0 0
described in	0 0 0 1 4 0 0 0
design	1 0 0 4 2 1 0 0
design doc	0 0 0 2 0 0 0 0
desktop	1 1 0 0 0 0 0 0
determine	0 2 0 0 0 0 0 0
deterministic	0 0 0 0 0 0 3 0
deterministic ^	0 0 0 0 0 0 3 0
dev	0 0 0 0 0 0 0 3
dev server	0 0 0 0 0 0 0 3
devs	3 0 0 0 0 1 0 0
devs less	2 0 0 0 0 0 0 0
did	0 1 7 0 0 8 0 21
did i	0 0 0 0 0 3 0 1
did the	0 0 0 0 0 2 0 4
did they	0 0 2 0 0 0 0 0
did we	0 0 2 0 0 0 0 2
did you	0 0 0 0 0 0 0 10
didnt	0 2 0 0 0 3 0 1
didnt write	0 0 0 0 0 2 0 0
die	0 0 0 0 0 0 0 4
diesem	0 0 0 0 0 0 0 2
diesem branch	0 0 0 0 0 0 0 2
diff	0 0 0 0 0 15 0 2
diff ^	0 0 0 0 0 5 0 2
diff before	0 0 0 0 0 2 0 0
diff for	0 0 0 0 0 2 0 0
differ	0 3 3 0 0 0 0 0
differ ^	0 3 1 0 0 0 0 0
difference	0 0 0 0 0 0 0 5
difference between	0 0 0 0 0 0 0 5
differences	0 1 0 0 0 0 1 0
differences ^	0 1 0 0 0 0 1 0
different	0 6 1 0 1 1 0 1
differently	1 1 0 0 0 0 0 1
dig	0 4 0 0 0 0 0 0
dig into	0 3 0 0 0 0 0 0
digest	0 0 2 0 0 0 0 0
directions	1 0 0 1 0 0 0 0
directly	0 1 0 0 1 0 0 1
directly ^	0 1 0 0 1 0 0 1
disagree	0 0 3 0 0 0 0 1
disagree about	0 0 2 0 0 0 0 0
discount	0 1 1 0 1 1 1 0
discounts	0 1 0 0 1 0 0 0
discuss	1 0 0 0 0 0 0 1
discussed	0 0 0 1 1 0 0 0
discussed ^	0 0 0 1 1 0 0 0
discussion	0 0 0 2 0 0 0 0
do	16 29 13 8 12 12 7 42
do ^	2 1 1 1 0 0 0 6
do a	0 1 0 0 0 8 2 0
do all	0 1 0 0 1 0 0 0
do anything	0 0 0 0 0 1 0 2
do for	2 0 0 0 0 0 0 0
do i	1 0 0 0 0 0 0 14
do in	0 1 0 1 0 0 0 0
do it	1 1 0 0 2 0 0 3
do next	0 0 1 0 0 0 0 1
do other	0 2 0 0 0 0 0 0
do phase	0 0 0 0 2 0 0 0
do something	1 0 0 0 0 0 1 0
do that	0 0 0 0 0 0 0 3
do the	0 1 4 1 6 0 2 1
do they	0 2 2 0 0 0 0 0
do we	4 12 2 4 0 0 2 3
do you	2 0 1 0 0 3 0 5
doc	0 0 0 4 1 0 0 0
doc ^	0 0 0 1 1 0 0 0
doc for	0 0 0 2 0 0 0 0
docker	0 2 0 0 0 0 0 2
docs	4 2 0 2 4 1 0 2
docs ^	1 0 0 1 2 1 0 0
docs and	0 1 0 0 1 0 0 0
docs in	0 0 0 1 0 0 0 1
document	0 1 1 11 1 0 0 0
document ^	0 0 1 1 0 0 0 0
document for	0 0 0 3 0 0 0 0
document the	0 0 0 3 0 0 0 0
does	2 12 0 3 2 7 5 28
does FILE	0 0 0 0 0 0 0 2
does NAME	0 0 0 0 0 0 0 2
does ^	0 1 0 0 0 2 0 1
does a	0 2 0 0 0 0 0 1
does codex	0 0 0 0 0 0 0 2
does everything	0 0 0 0 0 0 2 0
does it	0 0 0 0 0 0 2 0
does our	0 3 0 0 0 0 0 0
does that	2 0 0 0 0 0 0 1
does the	0 5 0 1 1 3 1 4
does this	0 0 0 0 0 2 0 6
doesnt	1 0 0 0 0 0 1 1
doing	2 1 0 0 0 0 0 4
doing ^	1 0 0 0 0 0 0 2
domain	2 1 0 0 2 0 0 0
domain ^	2 1 0 0 1 0 0 0
done	1 1 3 0 3 2 2 4
done ^	0 0 3 0 3 0 2 1
dont	6 7 2 1 1 3 3 8
dont ^	0 2 1 0 0 0 0 0
dont do	0 0 0 0 0 0 0 2
dont fix	0 3 0 0 0 0 0 0
dont know	3 0 0 0 0 0 0 0
dont like	0 0 0 0 0 1 0 2
dont need	0 0 0 1 1 0 0 0
dont trust	0 0 0 0 0 1 1 0
dont use	0 0 0 0 0 0 0 2
dont want	3 0 1 0 0 0 0 0
double	0 1 1 0 0 3 0 2
double charges	0 1 1 0 0 0 0 0
double check	0 0 0 0 0 3 0 0
double quotes	0 0 0 0 0 0 0 2
down	0 5 4 9 0 0 2 0
down ^	0 2 1 3 0 0 1 0
down the	0 2 0 1 0 0 0 0
down to	0 1 3 0 0 0 0 0
down what	0 0 0 2 0 0 0 0
draft	0 0 0 7 0 0 0 0
draft a	0 0 0 2 0 0 0 0
draft the	0 0 0 3 0 0 0 0
drain	0 1 0 0 0 0 0 1
dream	2 0 0 0 0 0 0 0
driven	1 0 0 0 0 0 1 1
drop	2 1 3 2 3 0 0 0
drop phase	0 0 0 2 0 0 0 0
drop support	0 0 0 0 2 0 0 0
drop the	1 1 2 0 0 0 0 0
dst	0 0 0 1 0 0 1 0
du	0 0 0 0 0 0 0 4
duplicates	0 0 4 0 0 0 0 0
duplicates ^	0 0 2 0 0 0 0 0
during	2 0 0 0 0 0 0 0
e2e	0 0 0 0 0 0 10 0
e2e ^	0 0 0 0 0 0 2 0
e2e suite	0 0 0 0 0 0 3 0
e2e tests	0 0 0 0 0 0 4 0
each	1 6 6 4 5 1 2 0
each ^	0 0 0 0 2 0 0 0
each of	0 1 0 0 0 0 1 0
each other	1 3 6 1 1 0 0 0
each phase	0 0 0 2 0 0 0 0
edge	0 0 0 0 0 0 4 0
edge cases	0 0 0 0 0 0 4 0
edit	0 1 0 0 0 0 0 1
effect	0 1 0 0 0 0 0 1
einen	0 0 0 0 0 0 0 2
else	1 1 0 0 2 1 1 1
email	1 0 0 0 1 0 1 2
emails	2 3 0 0 0 0 0 0
emails ^	0 2 0 0 0 0 0 0
empty	1 0 0 1 1 0 1 2
end	2 2 0 2 1 0 4 2
end ^	0 1 0 1 1 0 3 0
end of	0 0 0 1 0 0 0 2
end to	0 1 0 0 0 0 4 0
end up	2 1 0 0 0 0 0 0
endpoint	0 2 0 0 1 0 0 1
endpoints	0 4 0 0 1 1 3 0
endpoints ^	0 1 0 0 0 0 1 0
endpoints are	0 2 0 0 0 0 0 0
engine	3 4 0 0 0 0 0 0
engine ^	2 1 0 0 0 0 0 0
english	0 0 0 0 0 0 0 2
english ^	0 0 0 0 0 0 0 2
enough	0 0 0 1 0 1 0 4
enough ^	0 0 0 0 0 0 0 2
enough for	0 0 0 0 0 0 0 2
entry	0 2 0 0 1 0 0 1
entry points	0 2 0 0 0 0 0 0
env	0 1 1 0 3 0 0 2
env vars	0 0 0 0 2 0 0 0
error	0 2 0 1 1 4 1 3
error handling	0 1 0 0 0 2 0 0
error mean	0 0 0 0 0 0 0 2
errores	0 0 0 0 0 0 0 2
errors	0 2 0 0 2 2 0 0
errors ^	0 1 0 0 0 2 0 0
estimate	0 2 0 0 0 0 0 0
eu	1 1 0 1 0 0 0 0
evaluate	0 0 1 0 0 2 0 0
evaluate the	0 0 0 0 0 2 0 0
even	3 1 0 0 0 0 0 0
evening	0 0 0 0 0 0 0 2
evening ^	0 0 0 0 0 0 0 2
event	2 2 1 2 0 0 0 0
event sourcing	1 1 0 1 0 0 0 0
every	6 9 1 2 6 1 4 0
every package	0 0 0 0 1 0 1 0
every place	0 2 0 0 0 0 0 0
every step	0 1 0 2 0 0 0 0
everybody	3 0 0 0 0 0 0 0
everybody ^	2 0 0 0 0 0 0 0
everyone	2 0 2 0 0 0 0 1
everyone ^	1 0 0 0 0 0 0 1
everything	3 4 3 0 4 9 9 2
everything ^	3 0 0 0 0 0 1 0
everything in	0 1 0 0 1 0 1 0
everything into	0 0 1 0 1 0 0 0
everything since	0 0 0 0 0 2 0 0
everything still	0 0 0 0 0 0 3 0
everything that	0 2 1 0 2 3 0 0
everything the	0 0 0 0 0 2 0 0
everything works	0 0 0 0 0 0 2 0
everywhere	2 1 0 0 5 0 0 0
everywhere ^	2 0 0 0 4 0 0 0
evidence	0 1 7 0 0 0 0 0
evidence ^	0 0 7 0 0 0 0 0
exactly	0 0 1 0 2 0 1 2
exactly ^	0 0 1 0 0 0 0 1
exactly as	0 0 0 0 2 0 0 0
except	0 0 0 0 1 0 0 1
exception	0 1 0 0 0 0 0 1
execute	0 0 0 0 2 0 0 0
execute the	0 0 0 0 2 0 0 0
exercise	0 0 0 0 0 0 2 0
exercise the	0 0 0 0 0 0 2 0
existing	0 1 0 0 1 1 1 0
exit	0 0 0 1 0 0 0 1
expensive	0 0 0 0 0 0 0 3
expensive ^	0 0 0 0 0 0 0 3
explain	0 6 0 0 0 0 0 7
explain how	0 3 0 0 0 0 0 0
explain the	0 1 0 0 0 0 0 2
explanation	1 0 1 0 0 0 0 0
explore	2 2 0 0 0 0 0 0
explore the	0 2 0 0 0 0 0 0
export	2 4 0 2 3 0 2 0
export ^	1 1 0 1 1 0 0 0
export feature	0 0 0 1 1 0 1 0
express	1 0 0 0 0 0 0 1
extension	2 0 0 0 1 0 0 1
extract	0 0 1 0 3 0 0 0
extract the	0 0 1 0 2 0 0 0
eyes	0 0 0 0 0 3 0 0
eyes on	0 0 0 0 0 3 0 0
factor	2 0 0 0 1 0 0 0
facts	0 3 0 0 0 0 0 0
facts ^	0 2 0 0 0 0 0 0
fail	0 0 0 0 0 0 1 1
failed	0 0 0 0 1 0 0 1
failing	0 0 0 0 0 0 8 2
failing ^	0 0 0 0 0 0 1 1
failing test	0 0 0 0 0 0 3 1
failing tests	0 0 0 0 0 0 2 0
fails	0 1 0 0 1 0 5 0
fails ^	0 0 0 0 0 0 2 0
failure	0 1 0 0 0 0 1 0
failures	0 0 1 0 0 0 3 0
failures ^	0 0 0 0 0 0 3 0
fake	0 0 0 0 0 0 2 0
far	2 0 1 1 0 1 0 0
far ^	0 0 1 0 0 1 0 0
far should	2 0 0 0 0 0 0 0
faster	0 0 0 0 0 0 0 3
feature	7 4 0 7 6 7 3 5
feature ^	1 0 0 6 0 2 1 2
feature flag	0 1 0 1 1 0 0 0
feature flags	2 3 0 0 1 0 0 0
feature for	2 0 0 0 0 0 0 0
feature is	0 0 0 0 0 1 1 0
features	2 0 0 0 0 0 0 0
feedback	0 0 0 0 1 2 0 0
feel	3 0 0 0 0 1 0 0
feel like	2 0 0 0 0 0 0 0
feels	3 0 0 0 0 0 0 0
fetch	0 0 0 0 1 0 0 1
few	1 0 0 0 0 0 0 1
fewer	0 1 0 1 0 0 0 0
figure	4 5 0 0 0 0 0 0
figure out	4 5 0 0 0 0 0 0
file	0 8 2 1 4 3 0 27
file FILE	0 0 0 0 0 0 0 2
file ^	0 0 0 1 0 0 0 16
file and	0 2 1 0 0 3 0 0
file has	0 0 0 0 1 0 0 1
file is	0 0 0 0 1 0 0 1
files	2 2 0 2 3 3 3 3
files ^	0 1 0 1 2 2 2 1
files to	0 1 0 1 0 0 0 0
final	1 1 1 0 0 1 0 0
find	7 23 7 0 0 4 2 3
find a	1 0 0 0 0 0 1 0
find anything	1 0 1 0 0 0 0 0
find bugs	0 0 0 0 0 2 0 0
find every	0 2 0 0 0 0 0 0
find out	1 10 2 0 0 0 0 0
find something	2 0 0 0 0 0 0 0
find the	2 6 2 0 0 0 1 2
find where	0 2 0 0 0 0 0 0
finding	0 0 3 0 1 1 0 0
findings	0 0 23 3 5 1 0 0
findings ^	0 0 4 2 1 0 0 0
findings and	0 0 4 0 0 0 0 0
findings are	0 0 2 0 0 0 0 0
findings by	0 0 2 0 0 0 0 0
findings into	0 0 1 1 0 0 0 0
findings with	0 0 1 0 1 1 0 0
finds	1 1 0 0 0 0 0 0
fine	0 0 0 4 2 1 0 3
fine ^	0 0 0 2 2 0 0 2
fine as	0 0 0 1 0 0 0 1
finish	0 0 0 0 3 0 0 3
finish ^	0 0 0 0 0 0 0 2
finish what	0 0 0 0 2 0 0 0
finished	0 0 4 0 0 1 0 2
finished ^	0 0 4 0 0 0 0 2
firmware	1 0 0 1 0 0 1 0
firmware updates	1 0 0 1 0 0 0 0
first	10 2 3 5 3 2 3 6
first ^	5 1 2 3 1 2 3 1
first and	1 1 0 0 0 0 0 0
first one	0 0 1 0 0 0 0 1
first phase	0 0 0 0 2 0 0 0
fit	1 1 0 0 0 0 0 0
five	3 1 3 0 2 0 1 0
fix	1 4 1 0 23 0 12 8
fix ^	0 2 1 0 0 0 2 0
fix all	0 0 0 0 3 0 0 0
fix it	0 0 0 0 2 0 1 0
fix that	1 0 0 0 2 0 0 1
fix the	0 0 0 0 11 0 4 6
fix whatever	0 0 0 0 1 0 1 0
fixed	0 0 0 0 2 0 0 3
fixed it	0 0 0 0 0 0 0 2
fixes	0 1 0 0 2 0 0 0
fixtures	0 1 0 0 1 0 2 0
fixtures ^	0 1 0 0 1 0 0 0
flag	0 2 2 1 1 0 0 4
flag ^	0 1 0 1 0 0 0 1
flags	2 4 0 0 2 0 0 0
flags ^	1 2 0 0 1 0 0 0
flaky	1 1 0 0 0 0 5 0
flaky ^	0 0 0 0 0 0 3 0
flaky tests	0 0 0 0 0 0 2 0
flow	1 2 0 1 0 0 3 0
flow ^	1 1 0 1 0 0 2 0
fns	0 0 0 0 2 0 0 0
focus	0 0 0 0 0 4 0 1
focus on	0 0 0 0 0 4 0 1
folder	0 0 0 0 1 0 0 3
folder ^	0 0 0 0 1 0 0 3
folders	1 0 0 0 1 0 0 0
folders ^	1 0 0 0 1 0 0 0
follow	2 1 0 1 1 0 0 1
follow ^	0 0 0 0 1 0 0 1
following	0 0 0 0 2 0 0 0
font	0 0 0 0 0 0 0 2
font size	0 0 0 0 0 0 0 2
foo	0 0 0 0 2 0 0 1
foo to	0 0 0 0 2 0 0 1
footer	0 0 0 0 0 0 0 2
footer ^	0 0 0 0 0 0 0 2
for	56 19 5 55 13 29 48 40
for NUM	1 0 0 0 1 0 0 0
for ^	0 0 0 0 0 0 0 4
for a	8 0 0 0 0 1 0 3
for all	0 0 0 0 0 0 5 0
for an	3 0 0 0 0 0 1 1
for anything	0 1 0 0 0 1 0 0
for bugs	0 0 0 0 0 3 0 0
for correctness	0 0 0 0 0 2 0 0
for each	0 0 0 1 0 1 1 0
for every	0 0 0 1 0 0 3 0
for issue	0 0 0 0 0 0 2 0
for it	1 0 0 1 0 0 0 0
for loop	0 0 0 0 0 0 0 2
for mistakes	0 0 0 0 0 2 0 0
for moving	0 0 0 3 0 0 0 0
for multi	0 0 0 2 0 0 0 0
for now	0 0 0 0 1 0 0 1
for our	6 1 0 0 0 0 0 0
for phase	0 0 0 0 3 1 1 0
for python	0 0 0 0 2 0 0 0
for real	1 0 0 0 0 0 1 0
for replacing	0 0 0 2 0 0 0 0
for security	0 1 0 0 0 4 0 0
for that	0 0 0 0 0 0 0 4
for the	14 2 3 31 4 4 27 5
for them	2 0 0 0 0 0 0 0
for this	1 0 0 1 0 0 1 5
for today	0 0 0 0 0 0 0 2
for us	2 0 0 0 0 0 0 0
for what	0 2 0 0 0 0 0 1
forever	0 0 0 0 1 0 0 3
forever ^	0 0 0 0 1 0 0 1
forget	0 0 0 0 0 0 0 2
form	5 1 1 0 0 0 0 0
form ^	2 0 0 0 0 0 0 0
format	0 1 0 1 1 0 0 4
format ^	0 1 0 1 1 0 0 1
found	0 0 8 0 3 0 1 1
found ^	0 0 3 0 2 0 1 0
found the	0 0 0 0 1 0 0 1
four	1 2 4 1 1 0 0 0
four ^	1 1 0 0 0 0 0 0
free	2 0 0 0 0 0 0 0
french	0 0 0 0 0 0 0 2
french ^	0 0 0 0 0 0 0 2
fresh	0 0 0 0 0 2 0 0
from	6 18 13 13 23 2 4 6
from NUM	0 0 0 0 0 0 1 2
from ^	0 3 0 0 0 0 0 0
from all	0 0 3 0 0 0 0 0
from env	0 0 1 0 1 0 0 0
from foo	0 0 0 0 2 0 0 0
from mocha	0 0 0 0 2 0 0 0
from my	0 0 0 2 0 0 0 0
from that	0 0 1 2 0 0 0 0
from the	2 8 6 4 10 0 1 0
from two	0 0 1 0 0 1 1 0
from webpack	0 0 0 1 1 0 0 0
from what	0 0 1 1 0 0 0 0
from yesterday	0 0 0 0 0 0 0 2
frontend	2 2 0 1 3 0 0 0
frontend ^	1 0 0 0 3 0 0 0
frontend and	0 2 0 0 0 0 0 0
full	1 1 0 0 0 0 2 0
function	0 0 0 0 0 0 0 11
function NAME	0 0 0 0 0 0 0 2
function ^	0 0 0 0 0 0 0 5
further	2 0 0 0 0 0 0 0
fuzz	0 0 0 0 0 0 2 0
game	2 0 0 0 0 0 0 0
garbage	0 0 0 0 0 0 1 1
gateway	0 3 1 0 0 0 1 0
gateway and	0 1 0 0 0 0 1 0
gemini	0 0 3 0 0 5 0 0
gemini and	0 0 1 0 0 1 0 0
generated	0 0 0 0 1 1 0 0
get	5 11 0 5 8 7 11 3
get a	0 0 0 0 0 1 0 1
get agents	0 1 0 0 0 0 2 0
get an	0 2 0 0 0 0 0 0
get it	0 0 0 0 0 1 2 0
get me	0 1 0 0 0 1 0 0
get rid	1 1 0 1 1 0 0 0
get that	0 0 0 0 0 0 2 0
get the	0 0 0 2 1 0 2 0
get them	0 0 0 0 0 0 2 0
get this	1 0 0 1 1 1 0 0
gets	1 8 1 0 1 0 0 0
gets from	0 2 0 0 0 0 0 0
getting	1 0 0 0 1 0 0 0
gift	2 0 0 0 0 0 0 0
gift cards	2 0 0 0 0 0 0 0
git	0 3 0 0 0 0 0 7
git history	0 3 0 0 0 0 0 0
git stash	0 0 0 0 0 0 0 2
github	1 0 0 1 2 0 0 0
github login	0 0 0 1 1 0 0 0
give	3 7 11 2 1 6 1 7
give me	1 7 11 2 0 3 1 7
give the	1 0 0 0 0 1 0 0
given	0 0 2 0 0 0 0 0
go	7 8 7 2 9 10 2 4
go ^	1 1 0 0 3 0 1 0
go ahead	0 0 0 1 4 0 0 1
go on	1 0 0 0 0 1 0 1
go over	0 0 2 1 0 5 0 0
go through	0 6 5 0 0 3 1 0
go with	1 0 0 0 1 0 0 1
goals	0 0 0 4 0 0 0 0
goals ^	0 0 0 3 0 0 0 0
goes	0 2 0 0 1 2 0 0
going	4 0 0 0 3 0 0 3
going ^	0 0 0 0 2 0 0 0
going to	0 0 0 0 0 0 0 2
good	8 0 3 1 4 4 1 14
good ^	0 0 3 1 3 1 0 4
good enough	0 0 0 0 0 1 0 1
good idea	3 0 0 0 0 0 0 1
good to	1 0 0 0 1 1 0 0
google	4 0 0 0 1 1 0 0
google docs	2 0 0 0 0 0 0 0
got	1 0 0 0 0 0 0 2
graph	0 3 0 0 0 0 0 0
graph of	0 2 0 0 0 0 0 0
graphql	2 0 0 0 0 0 0 0
great	2 0 0 0 0 0 0 5
great ^	0 0 0 0 0 0 0 3
green	0 0 0 0 2 0 6 0
green ^	0 0 0 0 0 0 4 0
grew	1 1 0 0 0 0 0 0
group	0 1 1 0 0 0 0 0
had	2 0 0 0 0 0 0 3
had a	0 0 0 0 0 0 0 2
haha	0 0 0 0 0 0 0 2
haiku	0 0 0 0 0 0 0 2
haiku about	0 0 0 0 0 0 0 2
half	2 0 0 1 0 0 2 0
half of	2 0 0 0 0 0 1 0
hammer	0 0 0 0 0 0 2 0
hand	0 1 0 1 2 0 0 0
handle	2 6 0 0 1 0 0 0
handle pagination	0 2 0 0 0 0 0 0
handled	0 2 0 0 0 0 0 0
handlers	0 0 0 0 3 0 0 0
handlers to	0 0 0 0 2 0 0 0
handling	0 3 1 0 0 2 0 0
handling ^	0 1 1 0 0 2 0 0
happens	0 3 0 1 0 0 1 1
happy	2 0 0 1 1 0 1 0
happy with	1 0 0 1 1 0 0 0
hard	1 2 0 0 0 0 0 0
harsh	0 0 0 0 0 2 0 0
harsh ^	0 0 0 0 0 2 0 0
has	6 3 3 0 6 1 3 4
has a	0 0 1 0 2 0 0 1
has been	1 0 0 0 0 0 1 0
has no	0 0 1 0 1 0 0 0
has the	0 0 1 0 1 1 0 1
has to	2 1 0 0 1 0 0 0
hashing	0 2 0 0 0 0 0 0
have	19 12 7 3 9 15 10 6
have ^	1 1 0 0 0 0 1 0
have a	5 0 1 0 0 3 1 3
have an	1 0 0 0 2 0 1 0
have codex	0 1 0 0 2 1 1 0
have everything	0 0 0 0 0 2 0 0
have no	2 0 0 0 0 1 2 0
have one	1 1 0 0 2 0 0 0
have read	0 0 0 2 1 0 0 0
have reported	0 0 2 0 0 0 0 0
have the	0 1 1 0 1 3 1 0
have three	0 1 0 0 0 1 0 0
have to	3 0 1 0 1 0 0 0
have two	0 3 0 0 0 0 0 0
header	0 0 0 0 1 0 0 1
hello	0 0 0 0 0 0 0 3
hello ^	0 0 0 0 0 0 0 2
help	12 0 1 0 0 0 0 1
help ^	2 0 0 0 0 0 0 0
help me	6 0 1 0 0 0 0 1
helper	0 0 0 0 0 0 1 1
here	2 2 1 0 1 0 0 8
here ^	2 1 1 0 0 0 0 7
here is	0 1 0 0 1 0 0 1
heroku	1 0 0 1 0 0 0 0
heroku ^	1 0 0 1 0 0 0 0
hey	2 0 0 0 0 0 0 1
hey ^	1 0 0 0 0 0 0 1
hi	0 0 0 0 0 0 0 2
hi ^	0 0 0 0 0 0 0 2
high	0 1 0 0 2 0 0 0
history	0 5 0 0 1 0 0 0
history ^	0 3 0 0 1 0 0 0
hit	0 1 0 0 0 1 0 0
hmm	2 0 0 0 0 0 0 3
hmm ^	1 0 0 0 0 0 0 1
hold	0 0 1 0 0 0 1 2
holes	0 1 0 1 0 2 0 0
holes ^	0 0 0 1 0 1 0 0
holes in	0 1 0 0 0 1 0 0
honest	1 0 0 0 0 1 0 0
hooks	0 0 0 0 2 0 0 1
hooks ^	0 0 0 0 2 0 0 0
hosted	2 0 0 0 0 0 0 0
hour	1 0 0 0 0 2 1 0
hour ^	1 0 0 0 0 0 1 0
hours	1 1 0 0 0 0 0 1
hours ^	0 1 0 0 0 0 0 1
how	31 49 3 9 0 2 2 27
how are	0 2 0 0 0 0 0 1
how can	2 0 0 0 0 0 0 0
how could	3 0 0 0 0 0 0 0
how do	2 4 0 3 0 0 1 12
how does	0 3 0 0 0 1 0 3
how far	2 0 0 0 0 0 0 0
how is	0 2 0 0 0 0 0 0
how long	0 0 0 0 0 0 0 3
how many	0 4 0 0 0 0 0 5
how might	2 0 0 0 0 0 0 0
how much	0 3 1 0 0 0 0 1
how our	0 1 1 0 0 0 0 0
how risky	0 2 0 0 0 0 0 0
how should	2 0 0 1 0 0 0 1
how the	0 10 0 0 0 0 0 0
how to	3 0 0 1 0 0 0 1
how we	3 2 0 2 0 0 0 0
how would	9 0 0 2 0 0 0 0
http	0 2 0 0 1 0 0 2
http client	0 1 0 0 1 0 0 0
i	47 33 8 27 2 31 8 71
i am	6 2 0 2 1 2 1 6
i ask	1 0 0 0 0 0 0 1
i can	0 0 1 5 0 1 0 0
i cant	1 2 0 0 0 1 0 0
i changed	0 1 0 0 0 0 1 1
i click	0 0 0 0 0 0 0 2
i commit	0 1 0 0 0 1 0 0
i dont	5 0 1 0 0 1 1 3
i feel	3 0 0 0 0 0 0 0
i had	0 0 0 0 0 0 0 2
i have	7 0 1 2 1 1 0 1
i inherited	0 2 0 0 0 0 0 0
i just	0 0 0 0 0 3 0 1
i keep	2 0 0 0 0 0 0 0
i know	0 1 1 0 0 0 0 1
i meant	0 0 0 0 0 0 0 3
i merge	0 0 0 0 0 2 0 0
i miss	0 0 0 0 0 2 0 0
i need	2 8 1 4 1 1 0 5
i push	0 0 0 0 0 1 0 1
i read	0 0 1 0 0 0 0 1
i see	0 0 0 0 0 0 0 3
i should	0 0 0 0 0 1 1 0
i suspect	0 3 0 0 0 0 0 0
i think	3 2 0 0 0 0 0 3
i want	7 9 2 9 0 6 4 1
i was	0 1 0 0 0 0 0 3
i will	0 0 0 2 0 0 0 6
i would	11 4 0 3 1 4 0 4
i18n	0 1 0 0 1 0 0 0
id	0 1 0 0 2 0 0 3
id ^	0 1 0 0 1 0 0 1
idea	9 2 0 0 0 0 0 1
idea ^	1 0 0 0 0 0 0 1
idea for	5 0 0 0 0 0 0 0
ideas	4 0 0 0 0 0 0 0
ideas ^	3 0 0 0 0 0 0 0
idempotent	0 1 0 0 0 0 0 1
if	10 7 2 1 0 5 5 4
if i	0 0 0 0 0 0 0 2
if it	0 0 0 0 0 2 0 0
if not	0 0 0 0 0 0 2 0
if the	2 1 0 0 0 2 1 0
if there	0 2 0 0 0 0 0 0
if we	4 2 1 0 0 0 0 0
ignore	0 0 2 0 2 0 0 0
ignore ^	0 0 2 0 1 0 0 0
il	0 0 0 0 0 0 0 2
image	1 4 0 0 1 0 0 1
image is	0 2 0 0 0 0 0 1
images	0 1 0 0 0 0 0 1
implement	2 1 0 0 22 0 0 2
implement it	0 0 0 0 3 0 0 0
implement phase	0 0 0 0 2 0 0 0
implement phases	0 0 0 0 2 0 0 0
implement the	0 1 0 0 11 0 0 1
implementation	0 0 0 5 5 9 1 2
implementation ^	0 0 0 0 3 4 0 0
implementation for	0 0 0 0 0 1 0 1
implementation of	0 0 0 0 2 1 0 1
implementation plan	0 0 0 4 0 0 0 0
implemented	0 1 0 0 0 1 0 2
implementing	0 0 0 0 2 1 0 1
implementing ^	0 0 0 0 2 1 0 1
import	1 2 0 2 1 0 1 2
import ^	1 1 0 0 0 0 1 0
important	0 0 4 0 1 0 0 0
important first	0 0 2 0 0 0 0 0
importer	1 1 0 1 1 0 3 0
importer ^	0 0 0 1 0 0 1 0
imports	1 3 0 0 3 0 0 1
imports ^	1 0 0 0 2 0 0 0
improving	2 0 0 0 0 0 0 0
in	17 36 10 20 48 22 12 66
in FILE	0 0 0 0 6 0 0 17
in FOLDER	0 5 0 0 4 1 2 0
in NUM	0 2 0 0 0 0 0 2
in PRDFILE	0 0 0 1 5 0 0 1
in ^	0 1 2 0 0 0 0 0
in a	0 0 0 3 2 0 0 1
in all	0 1 0 0 7 0 0 0
in ci	0 1 0 0 0 0 1 0
in every	0 0 0 0 2 0 0 0
in line	0 0 0 0 0 0 0 2
in my	0 0 0 0 0 2 0 0
in our	2 0 0 0 0 0 0 0
in parallel	0 0 0 0 2 1 0 1
in phases	0 0 0 2 0 0 0 0
in production	0 2 0 0 0 2 0 0
in ten	0 0 1 0 0 0 0 1
in that	0 0 0 0 0 0 0 4
in the	5 15 2 5 21 8 6 12
in this	0 3 0 0 1 3 0 4
in two	0 0 0 2 0 0 0 1
in what	1 0 2 0 0 2 0 0
in which	0 1 0 2 0 0 0 0
in your	0 0 1 0 0 0 0 1
incl	0 1 0 0 1 0 0 0
incl ^	0 1 0 0 1 0 0 0
included	0 0 0 1 2 0 0 0
included ^	0 0 0 1 2 0 0 0
including	0 0 0 3 1 0 1 0
increase	0 0 0 0 0 0 3 3
increase coverage	0 0 0 0 0 0 2 0
increase the	0 0 0 0 0 0 1 2
indentation	0 0 0 0 0 0 0 2
independent	0 1 0 0 1 3 0 0
index	0 2 0 0 0 0 0 0
ingest	0 1 0 0 0 0 1 0
inherited	0 2 0 0 0 0 0 0
inherited this	0 2 0 0 0 0 0 0
injection	0 0 0 0 2 0 0 0
inspect	0 1 0 0 0 1 0 0
install	0 0 0 0 0 0 0 2
instead	2 1 0 0 4 0 0 7
instead ^	0 0 0 0 1 0 0 3
instead of	2 1 0 0 3 0 0 4
integration	1 1 0 0 0 0 8 1
integration ^	1 0 0 0 0 0 2 0
integration tests	0 0 0 0 0 0 5 1
interface	0 0 0 0 3 0 0 0
interface ^	0 0 0 0 3 0 0 0
into	6 10 7 15 13 1 0 0
into a	1 0 4 8 2 0 0 0
into its	1 1 0 1 2 0 0 0
into milestones	0 0 0 2 0 0 0 0
into one	0 0 2 0 3 0 0 0
into the	1 4 0 0 1 1 0 0
into two	1 0 0 1 0 0 0 0
into why	0 2 0 0 0 0 0 0
introduce	2 0 0 0 2 0 0 0
investigate	0 6 0 0 0 0 0 0
investigate the	0 2 0 0 0 0 0 0
invite	1 0 0 0 0 0 1 0
invoice	1 1 0 0 0 0 1 1
invoices	2 1 0 2 0 0 0 0
invoices ^	0 1 0 2 0 0 0 0
ios	0 2 0 0 0 0 0 0
is	32 47 30 12 18 28 18 115
is NUM	1 0 0 0 0 0 0 2
is ^	0 1 1 2 1 0 1 1
is a	3 1 0 0 1 0 1 9
is approved	0 0 0 0 2 0 0 0
is at	1 0 0 0 0 0 1 1
is bad	1 0 0 0 0 0 0 1
is better	0 0 1 0 0 0 0 2
is correct	0 0 0 0 0 2 0 0
is dead	0 2 0 0 0 0 0 0
is done	0 0 1 0 2 0 0 1
is enough	0 0 0 0 0 0 0 2
is everything	0 0 0 0 0 0 1 1
is feature	0 1 0 0 0 1 0 0
is fine	0 0 0 2 1 0 0 3
is going	1 0 0 0 0 0 0 1
is good	0 0 0 0 2 0 0 0
is in	0 1 0 0 2 0 0 3
is it	1 4 1 0 0 1 0 6
is merged	0 0 0 0 2 0 1 0
is missing	0 1 0 2 1 1 2 0
is more	0 0 2 0 0 0 0 0
is my	0 0 0 0 0 0 0 2
is never	0 2 1 0 0 0 0 0
is not	0 0 1 0 0 0 0 4
is ok	0 0 0 1 0 1 0 0
is on	1 0 0 0 0 1 0 0
is one	0 0 0 0 0 0 0 2
is our	0 2 0 0 0 0 1 0
is red	0 0 0 0 0 0 2 0
is right	0 0 5 0 0 0 0 0
is skipped	0 0 0 0 0 0 2 0
is still	0 2 1 0 0 0 1 2
is that	3 2 0 1 0 0 0 3
is the	4 4 11 1 0 6 1 34
is there	3 1 1 0 0 3 0 3
is this	0 0 0 0 0 3 0 6
is to	0 1 0 0 0 0 0 2
is too	1 1 0 1 0 0 0 4
is what	0 1 0 0 1 0 0 0
is wrong	0 0 1 1 0 3 0 3
is your	0 0 1 0 0 0 0 1
isnt	0 0 1 0 0 0 1 0
issue	0 0 0 0 0 0 2 1
issue NUM	0 0 0 0 0 0 2 0
issues	1 0 0 0 4 4 0 0
issues from	0 0 0 0 3 0 0 0
issues in	0 0 0 0 0 2 0 0
it	32 26 11 32 27 18 33 64
it ^	10 10 4 15 12 5 14 14
it a	0 0 0 0 0 0 0 3
it again	0 0 0 0 0 1 0 1
it against	0 0 1 0 0 1 0 0
it and	0 1 0 1 0 0 1 3
it approved	0 0 0 2 0 0 0 0
it be	1 1 0 0 0 0 0 0
it can	0 1 0 0 1 0 0 0
it first	0 1 0 0 0 0 0 1
it from	1 0 0 0 0 0 0 1
it goes	0 1 0 0 0 2 0 0
it in	0 0 0 3 1 0 0 3
it is	6 1 3 3 2 3 3 7
it like	0 0 0 0 1 0 0 1
it passing	0 0 0 0 0 0 2 0
it runs	0 1 0 0 0 1 0 0
it should	1 0 0 0 0 0 0 1
it the	0 1 0 0 1 0 0 0
it to	0 1 0 1 2 1 1 3
it up	0 0 1 1 1 0 0 0
it used	0 0 0 0 2 0 0 0
it was	0 0 0 0 0 0 0 2
it with	1 1 0 1 0 0 1 0
it work	1 0 0 0 0 0 1 0
it works	0 0 0 0 0 0 3 2
it would	3 1 0 0 0 0 0 0
it yourself	0 0 0 0 0 0 0 2
items	1 0 1 0 2 0 1 0
items ^	1 0 1 0 0 0 1 0
its	3 1 0 1 3 2 0 0
its own	2 1 0 1 3 0 0 0
itself	1 1 0 0 0 0 0 0
java	0 2 0 0 0 0 0 0
java NUM	0 2 0 0 0 0 0 0
javascript	0 0 0 0 1 0 0 1
job	1 2 0 0 4 1 0 5
job JOBID	0 0 0 0 0 0 0 2
job ^	0 0 0 0 1 1 0 2
jobs	1 5 0 0 2 0 0 3
jobs ^	0 2 0 0 1 0 0 2
joins	0 1 0 0 1 0 0 0
joke	0 0 0 0 0 0 0 2
json	0 0 0 0 1 0 0 2
just	6 1 0 0 1 4 1 6
just do	0 0 0 0 0 0 0 2
just thinking	2 0 0 0 0 0 0 0
kafka	1 2 0 0 0 0 0 1
kafka and	1 1 0 0 0 0 0 0
kannst	0 0 0 0 0 0 0 3
kannst du	0 0 0 0 0 0 0 3
keep	8 0 3 1 9 0 0 5
keep going	1 0 0 0 1 0 0 0
keep it	0 0 0 1 0 0 0 3
keep the	1 0 0 0 8 0 0 0
keep what	0 0 2 0 0 0 0 0
keeps	0 2 0 0 0 0 0 0
key	0 1 1 2 0 0 0 0
key ^	0 1 0 1 0 0 0 0
keys	0 2 0 0 0 0 0 0
kill	0 0 0 0 1 0 1 3
kill the	0 0 0 0 1 0 0 2
kind	2 0 0 0 0 0 0 0
kind of	2 0 0 0 0 0 0 0
know	4 12 9 1 0 1 1 6
know ^	0 1 3 0 0 0 0 2
know about	0 1 0 0 0 1 0 1
know how	1 4 0 0 0 0 0 0
know what	0 2 0 0 0 0 0 0
know where	2 0 0 0 0 0 0 0
know which	1 1 1 0 0 0 0 0
known	0 2 0 0 0 0 0 0
known vulnerabilities	0 2 0 0 0 0 0 0
la	0 0 0 0 0 0 0 4
label	0 0 0 0 0 0 0 2
language	1 0 0 1 0 0 0 0
languages	1 0 0 0 0 0 1 0
languages ^	1 0 0 0 0 0 1 0
laptop	0 0 0 0 0 0 0 2
last	0 9 0 1 2 11 0 9
last NUM	0 2 0 0 0 0 0 0
last agents	0 0 0 0 0 2 0 0
last commit	0 0 0 0 0 4 0 2
last message	0 0 0 0 0 0 0 2
last month	0 2 0 0 0 0 0 0
last run	0 0 0 0 1 0 0 1
last three	0 0 0 0 0 2 0 0
last week	0 3 0 0 0 0 0 0
later	0 0 0 1 1 0 0 1
later ^	0 0 0 1 1 0 0 1
latest	0 0 0 0 1 0 0 1
launch	2 0 0 0 0 0 0 0
layer	1 1 0 0 3 1 0 1
layer ^	1 1 0 0 2 1 0 1
layers	0 2 0 0 0 0 0 0
layout	1 0 0 0 1 0 0 1
leak	0 3 0 0 2 0 0 0
leak ^	0 1 0 0 1 0 0 0
leak file	0 2 0 0 0 0 0 0
learn	1 1 1 0 0 0 0 0
least	1 1 1 0 0 0 2 0
leave	0 0 0 0 2 2 0 2
leave the	0 0 0 0 2 0 0 0
left	1 2 0 0 1 1 0 3
left ^	0 0 0 0 0 0 0 3
legacy	0 2 0 2 1 0 0 0
lenses	0 0 0 0 0 3 0 0
less	4 0 0 0 0 0 1 0
less painful	3 0 0 0 0 0 0 0
let	8 2 0 1 6 3 3 11
let an	0 0 0 0 1 0 1 0
let codex	0 0 0 0 3 0 1 0
let customers	2 0 0 0 0 0 0 0
let me	0 1 0 1 0 0 0 7
let people	2 0 0 0 0 0 0 0
let the	0 0 0 0 2 0 0 0
let users	2 0 0 0 0 0 0 0
lets	15 0 2 11 6 2 4 5
lets add	3 0 0 0 0 0 0 0
lets do	1 0 0 0 0 1 1 0
lets figure	2 0 0 0 0 0 0 0
lets get	0 0 0 1 2 1 0 0
lets go	0 0 0 1 1 0 0 1
lets have	1 0 0 0 0 0 1 0
lets make	2 0 0 1 0 0 1 0
lets plan	0 0 0 2 0 0 0 0
lets think	2 0 0 0 0 0 0 0
level	0 0 1 1 0 0 0 1
libraries	0 3 0 0 0 0 0 0
library	1 1 0 0 2 0 0 1
library ^	1 0 0 0 1 0 0 0
light	0 0 0 0 1 0 1 0
like	23 8 0 2 3 4 0 6
like NUM	2 1 0 0 0 0 0 0
like ^	4 1 0 0 0 1 0 0
like a	0 0 0 1 0 2 0 0
like for	1 0 0 0 0 0 0 1
like google	2 0 0 0 0 0 0 0
like our	3 0 0 0 0 0 0 0
like the	1 0 0 0 1 0 0 1
like to	4 4 0 1 1 0 0 1
limit	0 0 0 0 0 0 0 2
limiter	0 0 0 0 1 0 1 0
limiting	0 2 0 1 0 0 0 0
limits	0 0 0 2 0 0 0 0
line	0 2 1 2 1 3 0 18
line NUM	0 0 0 0 0 0 0 11
line ^	0 2 1 0 1 1 0 4
line too	0 0 0 0 0 0 0 2
liner	0 0 0 0 0 0 0 2
lines	0 0 1 0 1 1 0 4
lines ^	0 0 1 0 1 1 0 1
lines of	0 0 0 0 0 0 0 2
link	0 0 0 0 0 0 0 2
link to	0 0 0 0 0 0 0 2
lint	0 0 0 0 2 0 2 0
lint ^	0 0 0 0 0 0 2 0
list	0 12 4 1 5 2 2 7
list ^	0 1 0 0 2 0 0 2
list all	0 1 0 0 0 0 0 1
list every	0 1 0 0 0 1 0 0
list in	0 0 0 0 2 0 0 0
list of	0 2 1 0 0 0 0 1
list open	0 0 0 1 0 0 0 1
list the	0 2 0 0 0 0 0 1
list them	0 2 0 0 0 0 0 0
list what	0 1 0 0 0 1 0 0
list where	0 1 1 0 0 0 0 0
load	0 1 1 0 1 0 5 0
load test	0 0 0 0 0 0 5 0
loader	0 1 1 0 1 0 0 0
lock	0 1 1 1 0 0 0 0
lock ^	0 0 1 1 0 0 0 0
locking	0 0 1 0 0 3 0 0
locking ^	0 0 1 0 0 2 0 0
lodash	0 1 0 0 0 0 0 1
log	2 4 0 0 0 0 1 3
logging	0 0 0 1 1 0 0 1
logic	0 3 0 0 1 0 0 0
login	1 3 0 1 3 1 3 3
login ^	1 0 0 1 1 0 0 0
login as	0 0 0 0 1 0 0 1
login flow	0 0 0 0 0 0 2 0
logs	1 3 0 0 0 0 0 2
logs ^	1 2 0 0 0 0 0 1
long	1 1 0 1 0 0 0 8
long ^	0 0 0 1 0 0 0 4
longer	0 1 1 0 1 0 0 0
look	8 23 5 0 0 20 0 3
look ^	2 0 0 0 0 1 0 0
look at	0 13 4 0 0 13 0 3
look for	0 2 0 0 0 3 0 0
look into	0 5 0 0 0 0 0 0
look like	6 2 0 0 0 0 0 0
look over	0 0 0 0 0 3 0 0
looked	0 0 0 0 0 2 0 0
looked at	0 0 0 0 0 2 0 0
looking	0 0 1 0 0 0 0 1
looks	1 0 0 0 2 0 0 4
looks good	0 0 0 0 2 0 0 2
looks like	1 0 0 0 0 0 0 1
loop	0 0 0 0 0 0 0 4
loop ^	0 0 0 0 0 0 0 3
los	0 0 0 0 0 0 0 3
los cambios	0 0 0 0 0 0 0 2
lose	1 0 0 0 0 2 0 0
lose data	0 0 0 0 0 2 0 0
loses	0 1 0 0 1 0 0 0
losing	2 0 0 0 0 0 0 0
lost	0 2 0 0 0 0 1 1
lost ^	0 0 0 0 0 0 1 1
lost between	0 2 0 0 0 0 0 0
love	3 0 0 0 0 0 0 0
love to	2 0 0 0 0 0 0 0
lovely	2 0 0 0 0 0 0 0
loyalty	2 0 0 1 0 0 0 0
machine	1 2 0 0 0 0 1 2
machine ^	0 1 0 0 0 0 0 2
made	0 0 0 0 0 0 0 2
mail	1 1 0 0 3 0 0 0
mail ^	1 1 0 0 0 0 0 0
mailer	0 0 0 0 1 0 1 0
mailer ^	0 0 0 0 1 0 1 0
main	0 0 1 1 0 8 2 8
main ^	0 0 0 0 0 6 2 3
main and	0 0 0 0 0 1 0 2
make	17 1 4 8 6 1 12 16
make a	1 0 1 4 0 1 0 0
make it	1 0 0 0 1 0 2 4
make onboarding	2 0 0 0 0 0 0 0
make sense	3 0 0 0 0 0 0 1
make sure	0 0 0 0 0 0 5 1
make that	0 0 0 0 0 0 0 2
make the	4 0 0 1 3 0 3 5
make them	2 0 0 1 0 0 2 0
make this	1 0 0 1 0 0 0 2
makes	1 1 0 0 0 0 1 1
makes sense	1 0 0 0 0 0 1 1
manual	2 0 0 0 0 0 0 0
many	3 4 0 0 0 0 0 6
many different	0 2 0 0 0 0 0 0
many tokens	0 0 0 0 0 0 0 3
map	2 3 0 0 0 0 0 1
mark	0 0 1 2 0 0 0 0
mark it	0 0 0 2 0 0 0 0
marketplace	2 0 0 0 0 0 0 0
match	1 0 0 0 0 2 0 0
match the	0 0 0 0 0 2 0 0
matches	0 0 0 0 0 0 0 2
matter	0 1 0 0 0 0 0 1
max	0 0 0 0 2 0 0 0
maybe	5 0 0 0 0 0 0 0
maybe a	2 0 0 0 0 0 0 0
maybe we	2 0 0 0 0 0 0 0
me	22 29 31 4 1 8 7 31
me ^	3 3 2 0 1 0 0 3
me a	1 3 2 2 0 2 1 8
me about	2 0 0 0 0 0 0 0
me an	0 1 0 0 0 1 0 1
me check	0 0 0 0 0 0 0 2
me come	2 0 0 0 0 0 0 0
me how	0 2 0 0 0 0 0 1
me if	0 1 2 0 0 1 0 0
me know	0 1 0 0 0 0 0 3
me one	0 0 2 0 0 0 0 0
me review	0 0 0 1 0 0 0 1
me that	2 0 0 0 0 0 0 0
me the	0 4 7 0 0 0 3 6
me through	3 0 0 0 0 0 0 0
me what	0 4 7 0 0 1 2 2
me when	1 1 0 0 0 0 0 0
me where	0 1 0 0 0 1 0 0
me which	0 4 4 0 0 0 0 0
me your	1 0 4 0 0 0 0 0
mean	1 0 0 0 0 0 0 8
mean ^	0 0 0 0 0 0 0 5
means	2 0 0 0 0 0 0 0
meant	0 0 0 0 0 0 0 3
meant the	0 0 0 0 0 0 0 2
meeting	1 0 0 1 0 0 0 3
memory	0 3 0 0 2 0 0 0
memory keeps	0 2 0 0 0 0 0 0
memory leak	0 1 0 0 1 0 0 0
mentor	0 0 0 0 0 1 1 0
merge	0 0 3 1 0 12 5 1
merge ^	0 0 0 0 0 9 5 0
merge both	0 0 2 0 0 0 0 0
mergeable	0 0 0 1 0 1 0 0
merged	0 0 1 0 2 1 2 0
merged ^	0 0 1 0 1 1 1 0
merging	0 0 0 0 0 2 0 0
message	0 1 0 0 0 0 0 7
message ^	0 0 0 0 0 0 0 6
metrics	1 0 0 1 1 0 0 0
might	4 0 0 0 0 0 0 0
might we	2 0 0 0 0 0 0 0
migrate	0 0 0 0 5 0 0 0
migrate all	0 0 0 0 2 0 0 0
migrate the	0 0 0 0 3 0 0 0
migration	0 0 1 9 3 6 2 4
migration ^	0 0 1 0 1 0 0 3
migration plan	0 0 0 2 0 0 0 0
migration to	0 0 0 2 0 0 0 0
migrations	0 2 0 0 1 1 0 0
migrations ^	0 1 0 0 1 1 0 0
milestones	0 0 0 2 0 0 0 0
mind	1 0 0 0 0 1 0 2
mind ^	1 0 0 0 0 1 0 2
minor	0 0 1 0 1 0 0 0
minute	1 0 0 1 0 0 0 0
minutes	1 3 0 0 0 0 0 2
minutes ^	1 2 0 0 0 0 0 2
miss	0 0 0 0 0 2 0 0
miss anything	0 0 0 0 0 2 0 0
missing	0 3 0 2 3 4 4 3
missing ^	0 1 0 0 1 1 1 0
missing in	0 0 0 1 0 0 1 1
mistakes	0 0 0 0 0 3 0 0
mistakes ^	0 0 0 0 0 2 0 0
mobile	3 4 0 4 0 0 0 0
mobile ^	0 2 0 0 0 0 0 0
mobile and	0 2 0 0 0 0 0 0
mobile app	1 0 0 1 0 0 0 0
mocha	0 0 0 0 2 0 0 0
mocha to	0 0 0 0 2 0 0 0
mode	3 0 0 3 2 0 0 0
mode ^	2 0 0 2 2 0 0 0
model	1 5 0 1 3 0 1 3
model ^	1 3 0 1 3 0 0 0
model are	0 0 0 0 0 0 0 2
models	0 1 0 0 3 1 0 0
models ^	0 0 0 0 2 1 0 0
module	1 0 0 2 8 2 3 2
module ^	0 0 0 2 3 0 2 0
module into	0 0 0 0 2 0 0 0
modules	0 3 0 0 2 1 1 0
modules ^	0 2 0 0 1 0 0 0
moment	1 1 0 0 1 0 0 1
monday	1 1 0 0 0 0 0 0
monday ^	1 1 0 0 0 0 0 0
money	1 1 0 0 0 0 1 0
monitoring	0 0 0 2 0 0 0 0
monitoring ^	0 0 0 2 0 0 0 0
monoliths	0 0 0 0 2 0 0 0
monorepo	2 1 0 1 3 0 0 0
month	0 2 0 0 0 0 0 1
month ^	0 2 0 0 0 0 0 1
more	4 1 3 0 0 0 0 1
morning	1 0 0 0 0 0 0 1
morning ^	1 0 0 0 0 0 0 1
most	1 1 3 1 0 0 0 1
most ^	0 1 0 1 0 0 0 0
most important	0 0 2 0 0 0 0 0
most of	0 0 1 0 0 0 0 1
move	0 2 0 2 5 0 0 2
move all	0 0 0 0 2 0 0 0
move the	0 0 0 1 3 0 0 1
move to	0 1 0 1 0 0 0 0
moving	2 0 0 3 0 0 0 0
much	1 3 1 1 0 0 0 1
multi	0 0 0 3 0 0 0 0
must	2 1 2 1 1 0 0 0
must be	2 1 0 1 0 0 0 0
must fix	0 0 1 0 1 0 0 0
mutation	0 0 0 0 0 0 2 0
mutex	0 0 0 0 0 0 0 2
mutex and	0 0 0 0 0 0 0 2
my	4 2 1 3 0 18 1 23
my boss	1 0 1 0 0 0 0 1
my branch	0 0 0 0 0 4 0 0
my changes	0 0 0 0 0 3 0 0
my code	0 0 0 0 0 1 0 1
my diff	0 0 0 0 0 1 0 1
my implementation	0 0 0 0 0 3 0 0
my last	0 0 0 0 0 3 0 2
my machine	0 1 0 0 0 0 0 2
my mentor	0 0 0 0 0 1 1 0
my mind	1 0 0 0 0 0 0 1
my side	0 0 0 2 0 0 0 1
myself	0 0 0 0 0 0 0 3
myself ^	0 0 0 0 0 0 0 2
mysql	0 1 0 0 1 0 1 0
n	0 1 0 0 0 0 0 1
name	2 0 0 0 0 0 0 13
name ^	0 0 0 0 0 0 0 6
name and	2 0 0 0 0 0 0 0
name for	0 0 0 0 0 0 0 2
names	1 1 0 0 1 0 0 1
naming	0 0 0 0 0 1 0 1
naming ^	0 0 0 0 0 1 0 1
native	2 1 0 0 0 0 0 0
need	11 8 3 10 3 1 2 10
need ^	3 0 0 0 1 0 0 0
need a	1 1 1 6 0 1 0 1
need an	1 1 0 0 0 0 0 0
need another	0 0 1 0 1 0 0 0
need for	0 0 0 1 0 0 0 1
need the	0 1 1 1 0 0 0 0
need to	1 3 0 0 1 0 0 6
needs	3 0 1 0 1 0 3 1
needs to	0 0 1 0 0 0 1 1
network	1 1 0 0 0 0 1 0
never	3 3 1 0 0 0 0 1
new	10 1 0 7 6 13 6 4
new auth	0 0 0 1 0 1 0 0
new code	0 0 0 0 0 2 0 0
new devs	2 0 0 0 0 0 0 0
new endpoints	0 0 0 0 0 1 3 0
next	5 0 1 4 7 0 0 4
next ^	1 0 1 0 2 0 0 3
next phase	0 0 0 0 3 0 0 0
next steps	0 0 0 2 0 0 0 0
nice	0 0 0 0 0 0 1 3
nice ^	0 0 0 0 0 0 1 2
nicer	2 0 0 0 0 0 0 0
nightly	1 4 0 0 0 0 2 0
nightly export	0 2 0 0 0 0 0 0
no	5 6 2 5 6 3 3 11
no ^	1 0 0 0 0 0 0 4
no behaviour	0 0 0 0 2 0 0 0
no code	0 0 0 3 0 0 0 0
no need	0 0 0 0 0 0 0 2
no style	0 0 0 0 0 2 0 0
no tests	0 0 0 0 0 0 2 1
nobody	1 1 0 0 1 0 0 0
node	0 2 0 0 0 0 0 2
noise	0 0 2 0 0 0 0 0
noise ^	0 0 2 0 0 0 0 0
non	0 0 0 5 0 0 0 0
non goals	0 0 0 4 0 0 0 0
none	0 0 0 0 0 0 1 1
noon	0 0 0 0 0 0 0 2
not	10 0 4 3 1 0 4 13
not NUM	0 0 0 1 0 0 0 1
not ^	0 0 2 0 0 0 0 1
not a	0 0 0 0 0 0 1 1
not happy	1 0 0 1 0 0 0 0
not sure	5 0 0 0 0 0 0 1
note	0 0 2 0 1 0 1 0
note ^	0 0 1 0 1 0 1 0
notes	3 0 0 1 0 0 0 0
nothing	2 3 0 2 2 1 1 0
nothing ^	0 1 0 1 0 0 0 0
nothing else	0 0 0 0 2 0 1 0
notification	1 0 0 1 0 0 0 0
notifications	1 0 0 1 0 0 0 0
notifications ^	1 0 0 1 0 0 0 0
now	1 0 8 2 12 1 5 8
now ^	0 0 2 1 7 0 1 7
now build	0 0 0 0 2 0 0 0
now that	0 0 1 0 0 1 0 0
npm	0 1 0 0 0 0 0 4
null	0 0 0 0 0 0 1 1
number	1 1 0 0 0 0 0 4
number ^	0 1 0 0 0 0 0 1
numbers	2 1 0 0 0 0 0 0
of	30 50 36 17 22 23 21 44
of FILE	0 0 0 0 0 0 0 5
of NAME	0 1 0 0 0 0 1 3
of NUM	0 1 0 0 0 0 0 1
of PRDFILE	0 0 0 0 2 0 0 0
of a	3 0 0 0 0 0 0 0
of all	0 1 2 0 0 0 0 0
of eyes	0 0 0 0 0 2 0 0
of it	1 1 1 0 0 0 2 1
of its	1 0 0 0 1 0 0 0
of my	0 0 0 0 0 1 0 1
of our	0 8 0 0 1 0 0 0
of phase	0 0 0 0 3 2 0 0
of the	3 19 21 12 10 15 13 12
of them	2 4 3 0 0 0 3 1
of these	1 0 2 0 0 0 0 0
of this	0 2 0 0 0 0 0 3
of what	0 0 2 0 0 1 0 0
of x	0 0 0 0 0 0 0 2
off	2 1 0 5 3 1 1 3
off ^	0 0 0 2 1 0 0 1
off heroku	1 0 0 1 0 0 0 0
off on	0 0 0 1 0 1 0 2
off the	0 0 0 0 2 0 0 0
offline	2 1 0 2 0 0 0 0
offline ^	1 0 0 1 0 0 0 0
offline mode	1 0 0 1 0 0 0 0
ok	2 0 7 5 8 1 1 8
ok ^	0 0 1 1 1 1 0 2
ok i	0 0 0 0 0 0 0 3
ok lets	0 0 0 0 2 0 0 0
ok next	1 0 0 0 0 0 0 1
ok now	0 0 0 0 1 0 1 0
ok the	0 0 3 0 0 0 0 0
okay	0 0 1 1 0 0 0 0
okay ^	0 0 1 1 0 0 0 0
old	1 9 0 1 5 1 1 1
old one	0 1 0 0 1 0 1 0
on	12 23 9 8 11 23 15 22
on FOLDER	0 0 0 0 1 0 1 0
on ^	1 1 3 0 1 2 0 5
on a	1 0 0 0 0 1 3 0
on and	0 0 2 0 0 0 0 0
on arm	0 1 0 0 0 0 1 0
on concurrency	0 0 0 0 0 2 0 0
on each	0 1 0 1 1 0 0 0
on feature	0 0 0 0 0 2 0 0
on it	2 2 0 1 0 0 1 1
on main	0 0 0 0 0 0 2 1
on my	1 1 0 0 0 0 0 4
on staging	0 0 0 0 0 1 1 0
on that	1 0 1 1 1 0 0 0
on the	2 5 1 3 3 8 3 7
on this	0 1 0 0 0 4 0 0
on to	0 0 0 0 2 0 0 0
onboarding	3 0 0 0 0 0 1 0
once	0 1 1 0 1 1 0 0
once ^	0 1 1 0 1 0 0 0
one	5 9 15 5 21 1 2 16
one ^	2 3 0 0 0 0 1 6
one agent	0 1 0 0 4 0 0 0
one does	0 0 0 0 2 0 0 0
one for	0 0 0 0 2 1 0 0
one is	0 0 2 0 0 0 0 2
one liner	0 0 0 0 0 0 0 2
one list	0 0 3 0 0 0 0 0
one of	1 0 3 0 0 0 0 0
one on	0 2 0 0 0 0 0 0
one page	0 0 2 2 0 0 0 0
one per	0 0 0 1 1 0 0 0
ones	0 3 5 0 1 0 3 0
ones ^	0 0 1 0 1 0 2 0
only	3 4 1 1 5 2 0 5
only ^	2 1 0 0 1 1 0 0
only it	0 0 0 0 2 0 0 0
only one	0 0 1 0 0 0 0 1
only the	0 1 0 0 0 0 0 1
only what	0 0 0 1 0 1 0 0
onto	0 0 0 0 1 0 0 1
open	5 1 2 3 1 2 0 8
open FILE	0 0 0 0 0 0 0 2
open ^	0 0 1 0 1 0 0 0
open a	0 0 0 0 0 1 0 1
open questions	0 0 1 3 0 0 0 0
open source	1 1 0 0 0 0 0 0
open the	1 0 0 0 0 1 0 3
open to	2 0 0 0 0 0 0 0
opinion	0 0 2 0 0 3 0 0
opinion ^	0 0 2 0 0 1 0 0
opinion on	0 0 0 0 0 2 0 0
opinions	1 1 1 0 0 0 0 0
opinions ^	1 1 0 0 0 0 0 0
option	0 0 0 2 1 0 0 4
option NUM	0 0 0 1 0 0 0 1
option ^	0 0 0 0 0 0 0 2
option b	0 0 0 1 1 0 0 1
options	4 1 1 1 0 0 0 0
options ^	3 0 1 1 0 0 0 0
or	13 2 2 1 0 2 0 9
or a	1 0 0 0 0 0 0 2
or is	2 0 0 0 0 0 0 0
order	1 2 1 4 3 0 1 2
order ^	0 1 1 0 1 0 1 0
order of	0 0 0 1 0 0 0 1
orders	0 2 0 1 1 1 0 0
origin	0 0 0 0 0 0 0 2
origin ^	0 0 0 0 0 0 0 2
orm	0 3 0 0 1 0 0 0
orm ^	0 2 0 0 0 0 0 0
other	2 9 7 1 5 0 0 3
other ^	1 3 3 1 1 0 0 0
other file	0 0 0 0 0 0 0 2
other one	0 0 1 0 1 0 0 1
our	41 28 2 4 4 0 3 0
our api	5 0 0 0 0 0 0 0
our app	2 0 0 0 0 0 0 0
our discussion	0 0 0 2 0 0 0 0
our docs	2 0 0 0 0 0 0 0
our services	0 3 0 0 0 0 0 0
our support	3 0 0 0 0 0 0 0
our test	1 0 0 0 0 0 1 0
our trial	2 0 0 0 0 0 0 0
our users	2 0 0 0 0 0 0 0
out	10 21 7 6 9 1 2 5
out ^	0 0 0 1 0 0 2 2
out about	0 0 2 0 0 0 0 0
out how	0 1 0 1 0 0 0 0
out in	0 0 0 1 1 0 0 0
out of	1 1 2 2 3 0 0 2
out the	1 0 0 1 0 0 0 0
out to	0 1 0 0 1 0 0 0
out what	3 3 1 0 0 0 0 0
out which	1 2 0 0 0 0 0 0
out who	0 2 1 0 0 0 0 0
out why	0 4 0 0 0 0 0 0
outbox	0 0 2 0 0 0 0 0
outbox ^	0 0 2 0 0 0 0 0
outline	0 0 0 3 1 0 0 0
output	0 0 0 0 1 0 1 1
output ^	0 0 0 0 1 0 1 1
over	3 0 2 2 2 12 1 1
over ^	0 0 0 0 1 1 1 1
over the	0 0 2 2 0 7 0 0
overkill	3 0 0 0 0 0 0 0
overkill for	2 0 0 0 0 0 0 0
overview	0 3 0 0 0 0 0 0
overview of	0 2 0 0 0 0 0 0
own	9 1 1 1 3 0 0 1
own ^	0 0 0 0 1 0 0 1
owners	0 2 0 1 1 0 0 0
owners ^	0 2 0 1 0 0 0 0
owns	0 2 0 0 0 0 0 0
package	0 0 0 1 9 0 8 1
package ^	0 0 0 1 2 0 4 1
package and	0 0 0 0 1 0 1 0
package from	0 0 0 0 2 0 1 0
packages	0 4 0 0 4 0 0 0
packages ^	0 2 0 0 3 0 0 0
page	5 1 3 3 1 0 0 4
page ^	4 1 0 2 1 0 0 2
pages	3 0 0 1 1 0 1 0
pages ^	3 0 0 0 1 0 1 0
pagination	0 3 0 0 0 0 0 0
pagination ^	0 2 0 0 0 0 0 0
painful	4 0 0 0 0 0 0 0
painful ^	2 0 0 0 0 0 0 0
painful for	2 0 0 0 0 0 0 0
pair	0 0 0 0 0 1 0 1
palette	2 0 0 0 0 0 0 0
paragraph	0 0 0 0 0 0 0 2
paragraph ^	0 0 0 0 0 0 0 2
parallel	0 0 0 0 2 1 0 1
parallel ^	0 0 0 0 2 1 0 1
parser	0 1 0 0 1 1 8 0
parser ^	0 1 0 0 0 0 1 0
part	0 0 0 0 3 1 0 0
part ^	0 0 0 0 2 1 0 0
part of	0 0 0 0 2 0 0 0
partner	1 0 0 1 0 0 0 0
partner api	1 0 0 1 0 0 0 0
parts	0 2 0 0 0 1 0 0
parts of	0 2 0 0 0 1 0 0
pass	0 1 0 0 2 3 6 3
pass ^	0 0 0 0 1 1 5 1
pass at	0 0 0 0 1 1 0 0
passing	0 0 0 0 0 0 4 0
passing ^	0 0 0 0 0 0 4 0
password	1 3 0 0 0 0 0 1
password hashing	0 2 0 0 0 0 0 0
patch	0 0 0 0 0 3 0 0
path	0 1 0 1 1 1 1 0
path ^	0 0 0 1 1 1 0 0
paths	0 3 0 0 1 1 0 0
paths ^	0 2 0 0 0 1 0 0
pay	3 0 0 0 0 0 0 0
payment	0 3 0 0 2 1 0 0
payment code	0 1 0 0 1 0 0 0
people	14 0 0 1 0 0 1 0
people ^	4 0 0 0 0 0 0 0
people in	1 0 0 0 0 0 1 0
per	2 1 0 4 11 0 0 2
per key	0 1 0 2 0 0 0 0
per module	0 0 0 1 1 0 0 0
per the	0 0 0 0 2 0 0 0
percent	0 0 0 0 0 0 2 0
percent ^	0 0 0 0 0 0 2 0
perfect	0 0 0 0 0 0 0 2
perfect ^	0 0 0 0 0 0 0 2
performance	0 2 0 0 0 3 0 0
performance ^	0 1 0 0 0 2 0 0
permission	2 1 0 1 0 0 0 1
permission model	0 1 0 1 0 0 0 0
permission system	2 0 0 0 0 0 0 0
permissions	2 1 0 1 0 1 2 0
permissions ^	0 0 0 1 0 1 1 0
personal	0 2 0 0 0 0 0 0
personal data	0 2 0 0 0 0 0 0
phase	0 0 0 17 37 8 4 1
phase NUM	0 0 0 11 30 8 3 1
phase ^	0 0 0 2 2 0 0 0
phases	0 0 0 19 5 0 1 0
phases NUM	0 0 0 1 4 0 0 0
phases ^	0 0 0 14 1 0 0 0
phases for	0 0 0 2 0 0 0 0
picky	0 0 0 0 0 2 0 0
picture	0 2 2 0 0 0 0 0
picture ^	0 1 1 0 0 0 0 0
picture of	0 1 1 0 0 0 0 0
pipeline	1 3 0 0 0 0 0 0
pipeline ^	0 2 0 0 0 0 0 0
place	0 2 0 0 0 0 0 1
places	0 6 0 1 0 0 0 0
places ^	0 2 0 0 0 0 0 0
places where	0 2 0 0 0 0 0 0
plan	1 0 1 58 17 4 2 19
plan ^	0 0 1 12 8 3 0 2
plan again	0 0 0 1 0 0 0 1
plan and	0 0 0 2 0 1 2 0
plan before	0 0 0 2 0 0 0 0
plan for	0 0 0 8 0 0 0 2
plan from	0 0 0 2 0 0 0 1
plan is	0 0 0 0 5 0 0 4
plan it	0 0 0 2 0 0 0 0
plan now	0 0 0 0 1 0 0 1
plan pour	0 0 0 0 0 0 0 2
plan the	0 0 0 7 0 0 0 0
plan this	0 0 0 2 0 0 0 1
plan to	0 0 0 2 0 0 0 0
plan with	0 0 0 7 0 0 0 0
planned	0 0 0 0 3 0 0 0
planned ^	0 0 0 0 3 0 0 0
planning	0 0 0 0 1 0 0 2
platform	2 0 0 0 0 0 0 0
plausible	0 0 2 0 0 0 0 0
plausible ^	0 0 2 0 0 0 0 0
play	2 0 0 0 0 0 0 0
players	2 0 0 0 0 0 0 0
please	0 13 7 14 12 25 14 19
please ^	0 6 2 5 2 11 4 9
please check	0 0 0 0 0 2 1 0
please create	0 0 0 1 0 0 1 0
please do	0 0 0 0 1 1 0 1
please find	0 2 0 0 0 0 0 0
please fix	0 0 0 0 1 0 0 1
please get	0 1 0 0 0 0 1 0
please go	0 0 3 0 1 1 1 0
please have	0 0 0 0 2 2 0 0
please implement	0 0 0 0 2 0 0 1
please look	0 1 0 0 0 2 0 0
please make	0 0 0 1 0 0 1 0
please review	0 0 0 0 0 4 0 0
please sort	0 0 0 0 0 0 2 0
please verify	0 0 0 0 0 1 1 0
please write	0 0 0 1 1 0 2 0
plugin	2 3 1 0 0 0 0 0
plugin loader	0 1 1 0 0 0 0 0
plugin system	1 1 0 0 0 0 0 0
plugins	1 1 0 0 0 0 0 0
plugins ^	1 1 0 0 0 0 0 0
pod	0 1 0 0 0 0 0 1
point	2 1 1 1 0 0 0 3
point ^	1 0 1 0 0 0 0 3
points	0 2 3 1 0 0 0 0
points ^	0 1 2 0 0 0 0 0
polling	1 0 0 0 1 0 0 0
pool	1 1 1 0 0 0 0 0
port	0 0 0 0 4 0 0 7
port NUM	0 0 0 0 0 0 0 2
port the	0 0 0 0 4 0 0 0
portal	2 0 0 0 0 0 0 0
portal ^	2 0 0 0 0 0 0 0
postgres	1 1 0 2 1 0 0 2
postgres ^	1 0 0 0 0 0 0 2
pour	0 0 0 0 0 0 0 3
pr	0 0 0 0 1 14 0 2
pr NUM	0 0 0 0 0 2 0 0
pr ^	0 0 0 0 0 5 0 2
prd	0 0 0 48 14 1 2 6
prd ^	0 0 0 23 8 0 2 2
prd and	0 0 0 0 1 1 0 1
prd approved	0 0 0 1 1 0 0 0
prd for	0 0 0 6 0 0 0 0
prd from	0 0 0 1 1 0 0 0
prd is	0 0 0 4 1 0 0 0
prd should	0 0 0 2 0 0 0 0
prd with	0 0 0 1 1 0 0 0
prepare	0 0 0 3 0 0 0 0
prepare a	0 0 0 2 0 0 0 0
pricing	1 3 0 0 0 0 2 0
pricing engine	0 3 0 0 0 0 0 0
pricing rules	0 0 0 0 0 0 2 0
print	1 0 0 0 0 0 0 3
print the	0 0 0 0 0 0 0 2
problem	0 1 1 3 1 0 0 1
problem ^	0 1 1 3 0 0 0 1
problems	0 1 3 0 0 4 0 0
problems ^	0 1 2 0 0 2 0 0
proceed	0 0 0 0 2 0 0 0
process	2 0 0 0 0 0 0 1
process ^	2 0 0 0 0 0 0 1
prod	0 2 0 0 0 0 0 0
produce	0 0 1 2 0 0 0 0
produce a	0 0 1 1 0 0 0 0
produced	0 0 0 0 0 2 0 0
produced ^	0 0 0 0 0 2 0 0
product	6 0 0 1 0 0 0 1
product ^	5 0 0 0 0 0 0 1
production	0 3 0 0 0 2 3 0
production ^	0 2 0 0 0 1 0 0
production code	0 0 0 0 0 0 2 0
program	2 0 0 0 1 0 0 0
program ^	1 0 0 0 1 0 0 0
project	4 3 0 0 1 0 0 1
project ^	2 2 0 0 0 0 0 0
project to	0 1 0 0 1 0 0 0
projects	0 2 0 0 0 0 0 0
pronounce	0 0 0 0 0 0 0 2
proper	0 0 0 3 1 2 0 0
proper plan	0 0 0 2 0 0 0 0
properly	0 0 0 1 0 0 2 0
property	0 0 0 0 0 0 3 0
property based	0 0 0 0 0 0 2 0
proposal	0 0 0 2 0 0 0 0
propose	1 0 0 1 0 0 0 0
pros	2 0 0 0 0 0 0 0
pros and	2 0 0 0 0 0 0 0
protocol	0 2 0 1 0 0 1 0
prove	0 0 1 0 0 0 4 0
provider	0 1 0 2 0 0 0 0
public	4 1 0 1 3 0 0 0
public api	1 0 0 1 2 0 0 0
pull	0 1 1 0 1 3 0 3
pull ^	0 0 0 0 0 0 0 2
pull request	0 0 0 0 0 3 0 0
pull the	0 0 0 0 1 0 0 1
push	2 0 0 1 0 1 0 6
push ^	0 0 0 0 0 1 0 2
push it	0 0 0 0 0 0 0 2
push notifications	1 0 0 1 0 0 0 0
put	0 0 6 6 1 0 1 6
put a	0 0 0 0 0 0 1 2
put it	0 0 0 2 0 0 0 0
put the	0 0 4 1 0 0 0 3
put together	0 0 1 2 0 0 0 0
pwa	2 0 0 0 0 0 0 0
python	0 0 0 0 6 0 0 6
python NUM	0 0 0 0 4 0 0 1
python version	0 0 0 0 0 0 0 2
qa	0 0 0 0 0 0 2 0
quality	0 0 0 0 0 7 0 0
quality of	0 0 0 0 0 5 0 0
queries	0 5 0 0 0 0 0 0
queries ^	0 3 0 0 0 0 0 0
query	0 2 0 0 2 0 0 0
question	1 0 0 0 0 0 0 1
questions	3 0 1 3 0 0 0 0
questions ^	1 0 0 1 0 0 0 0
queue	3 1 1 1 1 0 0 0
queue ^	0 0 1 1 0 0 0 0
quick	1 0 0 0 0 1 0 3
quickly	1 0 1 0 0 0 0 0
quotes	0 0 0 0 0 0 0 2
race	0 1 0 0 2 1 0 0
raise	0 0 0 0 0 0 1 1
random	1 1 0 0 0 0 1 0
rank	0 0 2 0 0 0 0 0
rate	0 3 0 1 1 0 1 0
rate limiter	0 0 0 0 1 0 1 0
rate limiting	0 2 0 1 0 0 0 0
rather	0 0 0 0 0 0 0 2
raw	0 1 0 0 1 1 0 0
raw sql	0 1 0 0 1 0 0 0
reach	1 0 0 0 0 1 0 0
react	1 0 0 0 3 0 0 1
react NUM	0 0 0 0 2 0 0 0
read	0 8 7 2 1 3 1 9
read all	0 1 2 0 0 0 0 0
read both	0 0 2 0 0 0 0 0
read it	0 0 0 2 0 0 0 0
read my	0 0 0 0 0 0 0 2
read only	0 2 0 0 0 1 0 1
read the	0 1 1 0 1 0 1 3
read what	0 0 2 0 0 0 0 1
readers	2 0 0 0 0 0 0 0
reading	0 1 0 0 0 0 0 1
readme	0 0 0 0 0 0 0 5
readme ^	0 0 0 0 0 0 0 4
reads	1 4 0 0 2 0 0 0
reads the	0 1 0 0 1 0 0 0
reads them	0 2 0 0 0 0 0 0
ready	0 0 0 0 0 4 0 0
ready to	0 0 0 0 0 2 0 0
real	2 1 4 0 0 0 5 0
real ^	0 0 2 0 0 0 0 0
real time	2 0 0 0 0 0 1 0
really	2 1 0 0 0 0 2 1
reason	0 2 0 0 0 0 0 1
reason ^	0 1 0 0 0 0 0 1
rebase	0 0 0 0 0 0 0 3
recommend	0 0 2 0 0 0 0 1
recommend ^	0 0 2 0 0 0 0 0
recommendation	1 0 4 0 0 0 0 0
recommendation ^	0 0 4 0 0 0 0 0
record	1 0 0 1 0 0 0 0
red	0 0 0 0 0 0 5 0
red ^	0 0 0 0 0 0 2 0
red since	0 0 0 0 0 0 2 0
redesign	1 0 1 2 0 0 0 0
redesign ^	1 0 0 1 0 0 0 0
redis	0 2 0 1 0 0 0 0
refactor	0 0 0 1 4 0 0 0
refactor the	0 0 0 0 3 0 0 0
refactoring	0 0 0 2 0 4 1 0
refactoring ^	0 0 0 0 0 1 1 0
reference	0 0 2 0 0 0 0 0
references	0 2 0 0 0 0 0 0
referral	2 0 0 0 0 0 0 0
refresh	0 1 0 0 1 0 0 0
refunds	1 0 0 1 0 0 0 0
regex	0 0 0 0 0 0 0 2
regex that	0 0 0 0 0 0 0 2
region	0 1 0 1 0 0 0 0
regression	0 1 0 0 0 0 4 0
regression test	0 0 0 0 0 0 2 0
regressions	0 0 0 0 0 2 0 0
relations	0 1 0 0 1 0 0 0
relations ^	0 1 0 0 1 0 0 0
release	2 0 0 2 0 3 3 1
release ^	0 0 0 2 0 2 1 1
released	0 1 0 0 0 0 0 1
remaining	0 0 0 0 3 0 0 1
remember	1 0 0 0 0 0 0 1
remove	0 0 0 1 4 0 0 5
remove all	0 0 0 0 2 0 0 0
remove the	0 0 0 0 1 0 0 3
rename	0 2 0 0 4 0 0 5
rename the	0 2 0 0 3 0 0 1
repair	0 0 0 0 0 0 2 0
replace	0 1 0 0 7 0 1 1
replace all	0 0 0 0 2 0 0 0
replace our	0 1 0 0 1 0 0 0
replace the	0 0 0 0 2 0 1 0
replaced	2 0 0 0 0 0 0 0
replacing	0 0 0 2 0 0 0 0
repo	0 6 0 0 3 0 0 2
repo ^	0 1 0 0 2 0 0 1
repo for	0 2 0 0 0 0 0 0
report	0 6 1 0 2 0 5 0
report ^	0 3 0 0 0 0 1 0
report what	0 0 0 0 0 0 2 0
reported	0 0 5 0 0 0 0 0
reported ^	0 0 3 0 0 0 0 0
reporting	3 0 0 0 0 0 0 0
reports	2 1 19 0 2 0 0 0
reports ^	0 0 9 0 0 0 0 0
reports and	0 0 4 0 0 0 0 0
reports are	0 0 2 0 0 0 0 0
repos	1 1 0 0 1 0 0 0
reproduce	0 1 0 0 0 0 1 0
request	1 3 0 0 1 3 0 0
request ^	0 0 0 0 0 2 0 0
request from	1 1 0 0 0 0 0 0
requests	0 1 0 0 2 0 1 2
requests ^	0 1 0 0 0 0 1 2
requests to	0 0 0 0 2 0 0 0
requirement	0 0 0 2 0 0 0 0
requirements	0 0 0 10 0 0 1 0
requirements document	0 0 0 2 0 0 0 0
requirements for	0 0 0 5 0 0 0 0
research	0 4 7 1 0 0 0 1
research ^	0 0 3 1 0 0 0 0
research the	0 2 0 0 0 0 0 0
researchers	0 0 3 0 0 0 0 0
resolve	0 0 0 0 2 0 0 1
resolve the	0 0 0 0 2 0 0 1
rest	1 0 1 0 2 0 0 0
rest api	1 0 0 0 1 0 0 0
restart	0 2 0 0 0 0 0 2
results	1 0 15 0 0 0 0 0
results ^	0 0 6 0 0 0 0 0
results and	0 0 4 0 0 0 0 0
results of	0 0 2 0 0 0 0 0
retention	1 0 0 0 1 0 0 0
rethink	2 0 0 0 0 0 0 0
rethink it	2 0 0 0 0 0 0 0
retries	0 3 0 0 0 0 0 0
retry	0 5 1 1 0 0 1 1
retry helper	0 0 0 0 0 0 1 1
retry logic	0 2 0 0 0 0 0 0
return	0 0 0 1 1 0 0 5
revert	0 0 0 0 0 0 0 2
review	0 0 3 2 10 51 1 20
review FOLDER	0 0 0 0 0 2 0 0
review ^	0 0 0 0 7 4 0 4
review agent	0 0 0 0 0 1 0 1
review comments	0 0 1 0 1 0 0 0
review everything	0 0 0 0 0 3 0 0
review it	0 0 0 2 0 1 0 2
review my	0 0 0 0 0 2 0 1
review of	0 0 0 0 0 9 0 1
review on	0 0 0 0 0 2 0 0
review please	0 0 0 0 0 2 0 0
review round	0 0 0 0 0 2 0 0
review the	0 0 0 0 0 6 0 0
review what	0 0 0 0 0 3 0 0
review with	0 0 0 0 0 2 0 0
reviewed	0 0 0 0 0 4 1 1
reviewed by	0 0 0 0 0 2 0 0
reviewer	0 0 0 0 1 2 0 2
reviewers	1 0 0 0 3 10 1 0
reviewers ^	0 0 0 0 1 4 0 0
reviewers found	0 0 0 0 1 0 1 0
reviewers on	0 0 0 0 0 2 0 0
reviews	0 0 2 0 0 0 0 2
reviews ^	0 0 1 0 0 0 0 1
revisa	0 0 0 0 0 0 0 2
revisa los	0 0 0 0 0 0 0 2
rewrite	1 1 0 1 3 1 0 0
rewrite the	1 0 0 1 3 0 0 0
rfc	0 0 0 2 0 0 0 0
rfc for	0 0 0 2 0 0 0 0
rid	1 1 0 1 1 0 0 0
rid of	1 1 0 1 1 0 0 0
right	4 0 6 0 3 0 1 4
right ^	1 0 3 0 1 0 1 2
right about	0 0 1 0 1 0 0 0
right and	0 0 2 0 0 0 0 0
right now	1 0 0 0 0 0 0 1
risk	0 0 2 0 1 0 0 0
risks	0 1 1 4 0 0 0 0
risks ^	0 1 1 3 0 0 0 0
risky	0 2 0 0 0 1 0 0
roadmap	1 0 0 1 0 0 0 0
roles	1 1 0 0 0 0 0 0
roll	0 0 0 1 1 0 0 0
rollback	0 0 0 5 0 0 0 0
rollback ^	0 0 0 2 0 0 0 0
rollout	0 0 0 3 0 0 0 0
rollout ^	0 0 0 2 0 0 0 0
root	0 2 1 1 0 0 0 0
root cause	0 1 1 1 0 0 0 0
rough	2 0 0 0 0 0 0 0
rough idea	2 0 0 0 0 0 0 0
round	0 1 1 0 1 2 0 0
round ^	0 0 1 0 1 2 0 0
rounding	0 0 0 0 0 1 2 0
rounding ^	0 0 0 0 0 1 1 0
rows	0 2 0 0 1 1 0 0
rule	0 2 0 0 0 0 0 0
rules	2 1 0 0 1 0 2 0
rules ^	1 1 0 0 0 0 2 0
run	0 6 0 0 2 6 22 10
run ^	0 1 0 0 0 0 1 2
run a	0 1 0 0 0 4 0 0
run all	0 0 0 0 0 0 5 0
run as	0 1 0 0 1 0 0 0
run it	0 0 0 0 0 1 1 2
run on	0 2 0 0 0 0 1 0
run the	0 0 0 0 0 1 9 0
rundown	0 2 0 0 0 0 0 0
rundown of	0 2 0 0 0 0 0 0
running	0 1 0 0 0 0 4 8
running ^	0 0 0 0 0 0 0 7
running it	0 0 0 0 0 0 2 0
running the	0 1 0 0 0 0 2 0
runs	1 2 1 0 0 1 1 0
runs ^	1 1 1 0 0 0 0 0
rust	0 0 0 0 2 0 0 3
rust ^	0 0 0 0 2 0 0 3
s	0 1 0 0 0 0 0 1
safe	0 0 0 0 0 3 0 0
safe to	0 0 0 0 0 2 0 0
said	0 1 1 0 1 0 0 2
salesforce	1 0 0 2 0 0 1 1
salesforce ^	1 0 0 0 0 0 1 1
salesforce sync	0 0 0 2 0 0 0 0
same	0 6 3 2 6 0 0 1
same time	0 2 0 0 0 0 0 0
saml	2 0 0 0 0 0 0 0
sane	1 0 0 0 0 1 0 0
sanity	0 0 0 0 0 2 0 0
sanity check	0 0 0 0 0 2 0 0
save	0 0 0 1 0 0 0 1
say	1 0 2 2 0 0 0 3
say about	0 0 1 1 0 0 0 0
saying	0 0 1 0 0 0 0 1
says	0 1 5 1 1 1 2 2
says NUM	0 0 0 0 0 1 1 0
says it	0 0 2 0 0 0 0 0
says we	0 1 1 0 0 0 0 0
scale	1 1 0 0 0 0 0 0
scan	0 1 0 0 0 1 0 0
scan the	0 1 0 0 0 1 0 0
scheduled	1 1 0 0 0 0 0 0
scheduler	1 1 0 0 2 1 0 0
schema	0 2 0 1 1 0 1 0
schema ^	0 0 0 1 0 0 1 0
schema and	0 1 0 0 1 0 0 0
schreiben	0 0 0 0 0 0 0 2
schreiben ^	0 0 0 0 0 0 0 2
scope	1 0 0 6 0 0 0 0
scope ^	0 0 0 2 0 0 0 0
scope and	0 0 0 2 0 0 0 0
scouts	0 2 5 0 0 0 0 0
screen	3 0 0 0 0 0 0 1
screen ^	2 0 0 0 0 0 0 1
screenshot	0 0 0 0 0 0 0 2
script	0 0 0 0 1 1 1 0
script ^	0 0 0 0 1 0 1 0
scripts	0 0 0 0 3 1 0 0
scripts in	0 0 0 0 2 0 0 0
sdks	0 2 0 0 0 0 0 0
sdks handle	0 2 0 0 0 0 0 0
search	4 3 0 1 1 0 0 0
search index	0 2 0 0 0 0 0 0
second	1 2 1 1 2 5 0 9
second agent	0 0 0 0 0 0 0 2
second delay	0 2 0 0 0 0 0 0
second one	0 0 1 0 0 0 0 2
second opinion	0 0 0 0 0 2 0 0
seconds	0 2 0 0 0 0 0 1
secrets	0 2 0 0 0 2 0 0
secrets ^	0 1 0 0 0 2 0 0
section	0 0 0 3 2 0 0 0
section about	0 0 0 2 0 0 0 0
security	0 4 1 0 3 17 0 0
security ^	0 1 0 0 0 3 0 0
security audit	0 1 0 0 0 1 0 0
security holes	0 1 0 0 0 2 0 0
security issues	0 0 0 0 1 4 0 0
security problems	0 0 0 0 0 2 0 0
security review	0 0 0 0 1 2 0 0
see	5 4 0 1 2 1 5 3
see ^	0 1 0 0 0 0 0 1
see any	2 0 0 0 0 1 0 0
see if	0 1 0 0 0 0 1 0
see it	0 0 0 0 0 0 1 1
see what	1 0 0 0 0 0 1 0
seeing	0 2 0 0 0 0 0 0
semaphore	0 0 0 0 0 0 0 2
semaphore ^	0 0 0 0 0 0 0 2
semicolon	0 0 0 0 0 0 0 3
send	1 4 1 1 2 1 2 1
sense	4 0 0 0 0 0 1 2
sense ^	2 0 0 0 0 0 1 2
sent	0 0 2 0 0 1 0 0
sent ^	0 0 2 0 0 0 0 0
sentence	0 0 0 0 0 0 0 2
separate	0 0 0 0 2 0 0 1
sequence	0 0 0 2 0 0 0 0
server	1 1 0 0 0 0 3 4
server ^	0 1 0 0 0 0 3 2
service	2 3 0 1 5 0 0 0
service ^	2 2 0 1 2 0 0 0
services	0 13 0 0 5 0 2 0
services ^	0 4 0 0 4 0 2 0
services and	0 3 0 0 0 0 0 0
session	0 1 1 1 1 0 0 1
set	1 0 0 0 1 1 2 6
set the	0 0 0 0 0 0 0 3
set up	1 0 0 0 0 0 2 0
settings	3 0 0 0 0 0 0 0
setup	2 1 0 0 0 0 0 0
setup ^	1 1 0 0 0 0 0 0
severity	0 0 1 0 1 2 0 0
severity ^	0 0 1 0 0 1 0 0
shape	2 0 0 0 0 0 0 0
shared	1 0 0 0 2 0 0 0
sharing	2 0 0 0 0 0 0 0
ship	0 0 0 1 2 1 1 0
ship it	0 0 0 0 1 0 1 0
shop	5 0 0 0 1 0 1 0
shop ^	4 0 0 0 0 0 0 0
short	0 0 4 2 0 0 0 4
short ^	0 0 1 1 0 0 0 1
short version	0 0 2 0 0 0 0 0
shorten	0 0 0 1 0 0 0 1
shorter	0 0 0 0 0 0 0 4
shorter ^	0 0 0 0 0 0 0 2
shorter please	0 0 0 0 0 0 0 2
should	19 0 4 7 2 1 1 12
should also	0 0 0 2 0 0 0 0
should be	2 0 0 2 0 0 0 7
should i	1 0 0 0 0 0 0 2
should we	6 0 2 1 0 0 0 0
show	0 2 1 1 1 1 2 7
show me	0 2 1 0 0 0 1 7
show the	0 0 0 0 1 0 1 0
shows	0 1 0 0 0 0 0 1
side	0 1 1 2 0 0 1 1
side ^	0 0 1 2 0 0 0 1
sides	2 0 0 0 0 0 0 0
sign	0 0 0 3 0 1 0 0
sign off	0 0 0 2 0 1 0 0
signature	0 1 0 1 0 0 0 0
signature check	0 1 0 1 0 0 0 0
signed	0 0 0 1 1 0 0 0
signed off	0 0 0 1 1 0 0 0
signup	3 0 0 0 0 0 2 0
signup ^	1 0 0 0 0 0 1 0
signup form	2 0 0 0 0 0 0 0
silence	0 0 0 0 0 0 0 2
simpler	1 0 0 0 0 0 0 1
since	0 7 0 0 0 4 4 1
since NUM	0 1 0 0 0 3 0 1
since last	0 3 0 0 0 0 0 0
since the	0 0 0 0 0 0 3 0
since tuesday	0 1 0 0 0 0 1 0
single	1 0 1 2 1 0 0 1
sites	0 1 0 0 1 0 0 0
size	1 1 0 0 0 0 0 4
size ^	1 1 0 0 0 0 0 1
size of	0 0 0 0 0 0 0 2
sketch	1 0 0 1 0 0 0 0
skip	0 0 1 0 0 0 1 1
skipped	0 0 0 0 0 0 2 0
skipped ^	0 0 0 0 0 0 2 0
slipped	0 0 0 0 0 2 0 0
slow	3 2 0 0 0 0 0 2
slow ^	1 1 0 0 0 0 0 1
slower	0 3 0 0 0 0 0 0
slugify	0 1 0 0 0 0 0 1
small	2 0 0 1 1 0 0 1
smaller	0 0 0 2 1 0 0 1
smaller ^	0 0 0 1 0 0 0 1
smarter	3 0 0 0 0 0 0 0
smoke	0 0 0 0 0 0 2 0
smoke test	0 0 0 0 0 0 2 0
so	6 3 8 7 5 1 0 3
so ^	1 1 2 0 0 0 0 0
so far	0 0 1 0 0 1 0 0
so that	2 0 0 7 2 0 0 0
so the	0 0 1 0 0 0 0 1
so what	0 0 2 0 0 0 0 0
software	1 0 0 0 0 0 0 1
solution	1 0 0 2 0 0 0 0
solution ^	1 0 0 2 0 0 0 0
some	8 2 0 0 0 0 4 1
some ^	0 0 0 0 0 0 2 0
some kind	2 0 0 0 0 0 0 0
some tests	0 0 0 0 0 0 2 0
somebody	1 1 0 0 0 2 0 0
someone	0 2 0 0 0 7 1 0
someone please	0 0 0 0 0 2 0 0
someone to	0 1 0 0 0 1 0 0
something	11 0 0 0 0 1 2 2
something ^	0 0 0 0 0 0 0 2
something about	1 0 0 0 0 0 1 0
something that	3 0 0 0 0 0 1 0
sometimes	0 2 0 0 0 0 0 1
sometimes ^	0 1 0 0 0 0 0 1
sorry	0 0 0 0 0 0 0 5
sorry ^	0 0 0 0 0 0 0 2
sorry for	0 0 0 0 0 0 0 2
sort	1 0 2 0 0 0 2 2
sort the	0 0 1 0 0 0 0 1
sounds	2 0 0 0 0 0 0 3
sounds good	0 0 0 0 0 0 0 2
source	1 2 0 0 0 0 0 0
sources	0 2 0 0 0 0 0 0
sourcing	2 1 0 1 0 0 0 0
space	0 1 0 0 0 0 0 2
space after	0 0 0 0 0 0 0 2
spaces	0 0 0 0 0 0 0 2
spawn	0 1 0 0 0 1 1 0
spec	0 0 0 10 3 2 0 0
spec ^	0 0 0 2 2 2 0 0
spec for	0 0 0 5 0 0 0 0
specified	0 0 0 0 3 0 0 0
specified in	0 0 0 0 2 0 0 0
spelling	0 0 0 0 0 0 0 2
spin	0 1 0 0 1 0 0 0
spin up	0 1 0 0 1 0 0 0
split	1 0 0 4 4 0 0 0
split FILE	0 0 0 0 2 0 0 0
split it	0 0 0 1 1 0 0 0
split the	1 0 0 1 1 0 0 0
splitting	1 0 0 1 0 0 0 0
splitting the	1 0 0 1 0 0 0 0
sql	0 2 0 0 2 0 0 0
stable	0 0 0 1 0 0 1 0
stable ^	0 0 0 1 0 0 1 0
stack	0 2 0 0 0 1 1 0
stack ^	0 1 0 0 0 1 0 0
stage=ideation	0 0 0 13 0 0 0 4
stage=implementation	1 0 0 0 30 101 6 23
stage=none	212 229 12 68 109 77 101 568
stage=prd	0 0 0 51 55 0 0 6
stage=research	0 0 135 0 0 0 0 22
stage=review	0 0 8 0 16 3 70 8
stage=synthesis	0 0 0 37 1 0 0 3
stage=testing	2 0 1 0 0 1 0 7
staged	0 0 0 1 0 1 0 0
staging	0 2 0 0 0 1 4 1
staging ^	0 0 0 0 0 0 1 1
start	4 2 0 4 16 1 4 6
start ^	2 0 0 3 2 0 0 0
start building	0 0 0 0 2 0 0 0
start coding	0 0 0 1 1 0 0 0
start implementing	0 0 0 0 2 0 0 0
start it	0 0 0 0 1 0 1 1
start the	0 0 0 0 2 0 1 3
start with	0 0 0 0 5 0 1 0
started	0 0 0 0 2 0 0 0
starts	0 0 0 2 0 0 0 0
starts ^	0 0 0 2 0 0 0 0
startup	0 2 0 0 1 0 0 0
stash	0 0 0 0 0 0 0 2
stash ^	0 0 0 0 0 0 0 2
state	1 4 0 0 0 0 0 0
status	2 0 0 0 0 0 0 2
status page	2 0 0 0 0 0 0 0
stays	0 0 0 1 2 0 1 0
step	2 1 0 5 0 0 0 0
step ^	0 1 0 5 0 0 0 0
step by	0 0 0 2 0 0 0 0
steps	1 0 0 6 0 0 0 0
steps ^	1 0 0 2 0 0 0 0
steps for	0 0 0 2 0 0 0 0
still	1 9 1 0 1 0 6 9
still open	0 0 1 0 1 0 0 0
still pass	0 0 0 0 0 0 2 0
still running	0 0 0 0 0 0 0 3
still using	0 2 0 0 0 0 0 0
still work	0 0 0 0 0 0 2 0
stop	1 1 0 1 1 0 1 6
stop ^	0 0 0 0 0 0 1 2
storage	0 1 0 0 1 0 0 0
store	0 1 1 1 1 0 0 0
stored	1 1 0 0 0 0 0 1
story	0 2 0 0 0 0 0 0
stream	0 0 0 0 2 0 0 0
strict	0 0 0 0 3 0 0 1
strict mode	0 0 0 0 2 0 0 0
string	0 0 0 0 0 0 0 2
stripe	0 1 0 1 0 0 0 0
structure	2 0 0 1 0 0 0 0
study	0 2 0 0 0 0 0 0
study the	0 2 0 0 0 0 0 0
stuff	1 0 0 0 0 1 0 0
stupid	0 0 0 0 0 2 0 0
style	0 0 0 0 1 2 0 0
success	0 0 0 5 0 0 0 0
success criteria	0 0 0 5 0 0 0 0
suggestions	4 0 0 0 1 0 0 0
suggestions ^	3 0 0 0 1 0 0 0
suite	0 1 0 0 1 0 15 0
suite and	0 0 0 0 0 0 2 0
suite green	0 0 0 0 0 0 2 0
suite is	0 0 0 0 0 0 3 0
summarise	0 1 2 0 0 0 0 0
summarize	0 0 3 0 0 0 0 2
summarize the	0 0 1 0 0 0 0 1
summary	0 0 6 0 0 0 0 0
summary of	0 0 4 0 0 0 0 0
support	9 2 0 2 2 0 0 1
support ^	1 0 0 1 0 0 0 0
support for	1 1 0 0 2 0 0 0
support team	2 0 0 0 0 0 0 0
supported	0 1 1 0 0 0 0 0
supported ^	0 1 1 0 0 0 0 0
sure	6 0 2 0 0 1 6 3
sure ^	1 0 0 0 0 0 0 1
sure that	0 0 0 0 0 1 2 0
sure what	2 0 0 0 0 0 0 0
surprises	0 0 2 0 0 0 0 0
surprises in	0 0 2 0 0 0 0 0
suspect	0 3 0 0 0 0 0 0
swallowed	0 0 0 0 0 2 0 0
swap	0 0 0 0 1 0 0 2
switch	0 0 0 0 1 0 0 1
sync	1 5 0 4 1 2 6 0
sync ^	0 0 0 1 0 1 2 0
sync feature	0 0 0 1 0 0 2 0
sync protocol	0 1 0 1 0 0 0 0
sync with	1 1 0 1 0 0 0 0
syntax	0 0 0 0 0 0 0 2
syntax for	0 0 0 0 0 0 0 2
synthesis	0 0 1 1 0 0 0 1
system	4 2 0 1 0 0 0 0
system ^	1 0 0 1 0 0 0 0
systems	0 2 0 0 0 0 0 0
systems ^	0 2 0 0 0 0 0 0
table	1 3 2 0 3 1 3 2
table ^	0 3 2 0 3 0 1 2
tables	0 5 1 0 2 0 0 0
tables ^	0 4 0 0 1 0 0 0
tabs	0 0 0 0 0 0 0 2
tackle	2 0 0 0 0 0 0 0
tag	0 0 0 0 0 1 0 1
take	4 2 4 0 2 2 0 7
take ^	2 0 1 0 0 0 0 2
take a	0 0 0 0 0 2 0 2
take it	1 0 0 0 0 0 0 1
take the	0 0 1 0 1 0 0 0
takes	1 3 0 0 0 0 0 0
takes NUM	1 1 0 0 0 0 0 0
talk	5 2 0 1 0 0 0 0
talk about	1 0 0 1 0 0 0 0
talk me	2 0 0 0 0 0 0 0
talk to	0 2 0 0 0 0 0 0
task	0 0 0 0 2 0 1 0
tasks	0 0 0 1 4 0 0 0
tax	0 0 0 0 0 1 1 0
team	6 0 2 1 0 1 0 1
team ^	1 0 1 1 0 0 0 0
team of	2 0 0 0 0 0 0 0
team wants	2 0 0 0 0 0 0 0
teams	3 1 0 1 0 1 0 0
teams ^	2 0 0 0 0 0 0 0
teams can	1 0 0 1 0 0 0 0
tear	0 0 0 0 0 2 0 0
technical	0 1 0 3 0 1 0 0
technical spec	0 0 0 2 0 0 0 0
technically	2 0 0 0 0 0 0 0
technically ^	2 0 0 0 0 0 0 0
tell	0 15 15 0 1 5 3 5
tell me	0 15 15 0 0 4 3 4
templates	0 0 0 0 1 0 1 0
templates ^	0 0 0 0 1 0 1 0
ten	1 0 1 0 0 0 1 2
ten lines	0 0 1 0 0 0 0 1
ten minutes	1 0 0 0 0 0 0 1
tenant	0 1 0 0 2 0 0 0
tenants	2 0 0 0 0 0 0 0
terraform	0 1 0 0 0 1 0 0
test	1 2 1 0 1 1 43 13
test ^	0 0 0 0 0 0 2 2
test coverage	0 0 0 0 0 0 4 0
test for	0 0 0 0 0 0 5 1
test it	0 0 0 0 0 0 3 2
test plan	0 0 0 0 0 0 2 0
test suite	0 1 0 0 1 0 6 0
test that	0 0 0 0 0 0 2 1
test the	0 0 0 0 0 0 8 0
test with	0 0 0 0 0 0 2 0
tested	0 0 0 1 0 0 0 1
testers	0 0 1 0 0 0 0 1
testing	0 0 0 0 0 0 4 5
testing ^	0 0 0 0 0 0 2 2
tests	0 1 0 1 5 0 75 13
tests ^	0 0 0 1 1 0 23 1
tests against	0 0 0 0 0 0 2 0
tests and	0 0 0 0 1 0 1 0
tests are	0 0 0 0 0 0 3 1
tests for	0 0 0 0 0 0 33 0
tests from	0 0 0 0 1 0 0 1
tests pass	0 0 0 0 0 0 2 1
tests still	0 0 0 0 0 0 2 0
tests that	0 0 0 0 0 0 2 0
text	0 1 0 0 0 0 0 2
than	2 2 1 0 0 0 1 2
thank	0 0 0 0 0 0 0 2
thank you	0 0 0 0 0 0 0 2
thanks	0 0 0 0 0 0 1 4
thanks ^	0 0 0 0 0 0 1 3
that	37 16 8 21 14 19 28 65
that ^	6 0 2 3 0 1 3 15
that a	0 0 0 0 0 0 1 3
that and	0 0 1 1 1 0 1 0
that call	0 0 0 0 0 0 0 2
that changed	0 0 0 0 0 2 0 0
that command	0 0 0 0 0 0 0 2
that could	1 1 0 0 0 1 0 0
that dont	0 1 0 0 1 0 0 0
that everything	0 0 0 0 0 0 2 0
that file	0 0 0 0 0 0 0 2
that function	0 0 0 0 0 0 0 3
that has	1 1 2 0 0 0 1 0
that i	0 0 0 4 0 1 0 0
that in	0 0 0 1 0 1 0 0
that is	2 0 0 0 1 0 1 8
that it	0 0 0 0 2 0 1 0
that line	0 0 0 0 0 0 0 2
that look	2 0 0 0 0 0 0 0
that make	1 0 0 0 0 0 0 1
that matches	0 0 0 0 0 0 0 2
that means	2 0 0 0 0 0 0 0
that nothing	0 1 0 0 0 1 0 0
that only	0 0 0 0 2 0 0 0
that out	0 1 0 0 0 0 1 0
that paragraph	0 0 0 0 0 0 0 2
that phase	0 0 0 0 0 1 1 0
that the	1 1 1 2 2 4 6 1
that was	0 0 0 0 0 1 0 1
that we	1 1 0 0 0 1 1 0
that would	2 0 0 0 0 1 0 0
the	90 159 106 117 160 108 130 230
the NUM	0 2 0 1 0 0 0 1
the acceptance	0 0 0 1 0 0 4 0
the admin	2 0 0 1 1 0 0 0
the agent	0 0 1 0 1 2 0 2
the agents	0 0 16 0 6 4 1 4
the android	0 2 0 0 0 0 0 0
the answers	0 0 2 0 0 0 0 0
the api	0 2 0 1 3 0 4 0
the app	7 2 0 0 0 0 1 3
the architecture	1 1 0 0 0 0 0 0
the audit	0 1 3 0 0 1 0 0
the auth	0 0 0 2 0 2 2 0
the backend	0 2 0 0 2 0 0 0
the base	0 1 0 0 1 0 0 0
the billing	0 2 0 0 1 0 1 0
the branch	0 0 0 0 0 5 0 1
the bug	0 0 0 0 2 0 2 0
the build	0 1 0 0 2 0 0 3
the button	0 0 0 0 0 0 0 6
the cache	0 1 3 0 0 0 0 0
the calendar	0 0 0 0 0 1 1 0
the cart	0 0 0 0 1 0 1 0
the cause	0 0 2 0 0 0 0 0
the changelog	0 0 0 0 0 0 0 2
the changes	0 0 0 0 0 7 0 0
the checkout	1 1 0 1 0 0 0 0
the class	0 0 0 0 1 0 0 1
the cli	1 1 0 0 1 0 0 0
the client	1 1 0 0 0 0 0 2
the code	0 16 4 1 3 11 1 0
the codebase	0 3 0 0 1 0 0 0
the codex	0 0 2 0 0 0 0 0
the comma	0 0 0 0 0 0 0 2
the command	0 0 0 0 0 0 0 3
the common	0 0 3 0 0 0 0 0
the competitors	0 2 0 0 0 0 0 0
the conclusion	0 0 2 0 0 0 0 0
the config	0 0 0 0 3 0 0 3
the consensus	0 0 2 0 0 0 0 0
the copyright	0 0 0 0 0 0 0 2
the core	1 0 0 0 0 0 1 0
the coverage	0 0 0 0 0 0 3 0
the critical	0 0 0 0 2 0 0 0
the cron	0 1 0 0 1 0 0 0
the csv	0 0 0 0 2 0 1 0
the current	0 1 0 0 0 1 0 0
the dashboard	1 2 0 0 0 0 0 0
the data	0 1 0 1 1 0 1 0
the database	0 3 0 2 1 0 2 1
the date	0 0 0 0 1 0 2 2
the decision	0 0 0 2 0 0 0 0
the default	0 0 0 0 0 0 0 3
the delivery	1 0 0 1 0 0 1 0
the deprecated	0 1 0 0 1 0 0 0
the design	0 0 0 1 1 1 0 0
the dev	0 0 0 0 0 0 0 3
the diff	0 0 0 0 0 11 0 1
the difference	0 0 0 0 0 0 0 5
the discount	0 0 0 0 1 0 1 0
the docs	0 2 0 1 0 0 0 2
the double	0 1 1 0 0 0 0 0
the duplicates	0 0 2 0 0 0 0 0
the e2e	0 0 0 0 0 0 4 0
the edge	0 0 0 0 0 0 3 0
the email	0 0 0 0 1 0 1 0
the empty	1 0 0 1 0 0 0 0
the end	0 0 0 2 1 0 0 2
the env	0 0 0 0 1 0 0 2
the error	0 1 0 0 0 0 1 0
the eu	1 1 0 0 0 0 0 0
the existing	0 0 0 0 1 0 1 0
the export	0 1 0 2 2 0 2 0
the failing	0 0 0 0 0 0 1 1
the failures	0 0 1 0 0 0 2 0
the feature	0 0 0 1 3 1 0 0
the file	0 0 0 0 1 0 0 7
the findings	0 0 12 3 1 0 0 0
the first	0 0 1 1 2 0 0 5
the fix	0 0 0 0 1 0 3 0
the flaky	1 1 0 0 0 0 1 0
the font	0 0 0 0 0 0 0 2
the footer	0 0 0 0 0 0 0 2
the four	0 0 3 0 0 0 0 0
the frontend	1 1 0 1 2 0 0 0
the full	0 1 0 0 0 0 1 0
the function	0 0 0 0 0 0 0 2
the game	2 0 0 0 0 0 0 0
the gateway	0 2 1 0 0 0 1 0
the gemini	0 0 2 0 0 0 0 0
the git	0 2 0 0 0 0 0 0
the github	0 0 0 1 1 0 0 0
the history	0 2 0 0 0 0 0 0
the http	0 0 0 0 1 0 0 1
the i18n	0 1 0 0 1 0 0 0
the id	0 0 0 0 1 0 0 1
the image	1 1 0 0 1 0 0 1
the implementation	0 0 0 3 4 4 1 1
the import	0 1 0 2 1 0 1 1
the importer	1 1 0 0 1 0 2 0
the imports	0 0 0 0 1 0 0 1
the indentation	0 0 0 0 0 0 0 2
the ingest	0 1 0 0 0 0 1 0
the integration	0 0 0 0 0 0 3 0
the invoice	0 1 0 0 0 0 1 0
the job	0 0 0 0 2 0 0 1
the last	0 4 0 1 2 8 0 5
the legacy	0 2 0 2 1 0 0 0
the list	0 2 0 0 2 0 0 1
the lock	0 1 1 0 0 0 0 0
the locking	0 0 0 0 0 3 0 0
the log	0 0 0 0 0 0 1 1
the login	0 1 0 0 0 1 3 2
the logs	0 0 0 0 0 0 0 2
the mail	0 0 0 0 2 0 0 0
the mailer	0 0 0 0 1 0 1 0
the main	0 0 1 0 0 0 0 2
the map	2 0 0 0 0 0 0 0
the meeting	0 0 0 1 0 0 0 2
the memory	0 1 0 0 1 0 0 0
the merge	0 0 0 0 0 0 4 1
the migration	0 0 1 4 1 5 2 1
the migrations	0 0 0 0 1 1 0 0
the missing	0 0 0 0 2 0 1 1
the mobile	1 1 0 3 0 0 0 0
the models	0 0 0 0 3 0 0 0
the modules	0 1 0 0 0 0 1 0
the moment	1 1 0 0 0 0 0 0
the monoliths	0 0 0 0 2 0 0 0
the monorepo	0 1 0 0 1 0 0 0
the name	0 0 0 0 0 0 0 3
the new	2 0 0 7 5 12 6 1
the next	0 0 0 2 3 0 0 1
the nightly	0 4 0 0 0 0 1 0
the npm	0 1 0 0 0 0 0 1
the old	1 9 0 0 4 0 1 1
the only	0 0 0 0 0 0 0 2
the open	0 0 1 1 0 0 0 0
the options	1 1 0 0 0 0 0 0
the order	1 1 0 3 2 0 1 1
the orders	0 2 0 0 0 1 0 0
the other	0 3 1 0 2 0 0 3
the output	0 0 0 0 0 0 1 1
the package	0 0 0 0 3 0 0 0
the packages	0 3 0 0 0 0 0 0
the parser	0 1 0 0 0 1 4 0
the partner	1 0 0 1 0 0 0 0
the patch	0 0 0 0 0 2 0 0
the payment	0 3 0 0 0 1 0 0
the permissions	0 0 0 1 0 0 2 0
the phases	0 0 0 2 0 0 0 0
the places	0 3 0 0 0 0 0 0
the plan	0 0 0 16 14 4 0 10
the plugin	0 3 1 0 0 0 0 0
the pod	0 1 0 0 0 0 0 1
the pr	0 0 0 0 0 4 0 0
the prd	0 0 0 26 11 1 2 4
the pricing	1 3 0 0 0 0 2 0
the problem	0 0 1 0 0 0 0 1
the product	3 0 0 0 0 0 0 1
the project	0 1 0 0 1 0 0 0
the public	0 1 0 1 2 0 0 0
the pull	0 0 0 0 0 2 0 0
the python	0 0 0 0 2 0 0 0
the quality	0 0 0 0 0 4 0 0
the query	0 2 0 0 2 0 0 0
the readme	0 0 0 0 0 0 0 5
the real	0 1 1 0 0 0 0 0
the reason	0 2 0 0 0 0 0 0
the redesign	0 0 1 1 0 0 0 0
the refactoring	0 0 0 2 0 3 1 0
the release	1 0 0 0 0 1 2 1
the remaining	0 0 0 0 3 0 0 0
the repo	0 4 0 0 3 0 0 0
the reporting	2 0 0 0 0 0 0 0
the reports	1 0 5 0 1 0 0 0
the request	0 2 0 0 0 0 0 0
the requirements	0 0 0 4 0 0 1 0
the research	0 0 5 1 0 0 0 0
the researchers	0 0 2 0 0 0 0 0
the rest	0 0 1 0 2 0 0 0
the results	0 0 7 0 0 0 0 0
the retention	1 0 0 0 1 0 0 0
the retry	0 3 1 0 0 0 1 1
the return	0 0 0 0 0 0 0 2
the review	0 0 3 0 8 0 1 7
the reviewer	0 0 0 0 1 0 0 2
the reviewers	0 0 0 0 2 0 1 0
the right	1 0 0 0 0 0 0 2
the root	0 1 0 1 0 0 0 0
the same	0 6 2 1 3 0 0 0
the scheduler	1 1 0 0 1 0 0 0
the schema	0 0 0 0 1 0 1 0
the scope	0 0 0 2 0 0 0 0
the scouts	0 0 5 0 0 0 0 0
the search	2 1 0 1 1 0 0 0
the second	1 0 1 1 1 0 0 8
the security	0 0 0 0 2 0 0 0
the server	1 0 0 0 0 0 0 1
the services	0 3 0 0 0 0 1 0
the session	0 1 1 0 1 0 0 1
the settings	3 0 0 0 0 0 0 0
the shop	3 0 0 0 0 0 1 0
the short	0 0 2 0 0 0 0 0
the signup	2 0 0 0 0 0 0 0
the spec	0 0 0 3 3 2 0 0
the steps	0 0 0 2 0 0 0 0
the suite	0 0 0 0 0 0 2 0
the summary	0 0 2 0 0 0 0 0
the sync	0 3 0 1 1 1 5 0
the syntax	0 0 0 0 0 0 0 2
the table	0 0 0 0 2 0 2 0
the team	2 0 2 1 0 1 0 0
the test	0 2 0 0 0 0 5 1
the testing	0 0 0 0 0 0 1 1
the tests	0 0 0 0 2 0 14 6
the third	0 0 0 0 0 0 0 2
the three	0 2 7 0 4 0 1 0
the ticket	0 0 0 0 1 0 0 1
the time	0 1 0 0 0 0 0 1
the timeout	0 1 0 0 0 0 0 2
the timezone	0 1 0 0 0 0 1 0
the top	0 0 2 0 0 0 0 2
the tracking	0 0 0 1 1 0 0 0
the trouble	1 0 1 0 0 0 0 0
the two	0 2 9 0 2 0 0 1
the typo	0 0 0 0 0 0 0 3
the ui	0 1 0 1 2 0 0 0
the uncommitted	0 0 0 0 0 2 0 0
the undo	0 0 0 0 0 2 0 0
the upgrade	1 0 0 0 0 0 1 0
the upload	0 1 0 0 0 0 1 0
the user	1 0 0 0 4 0 0 0
the v3	0 0 0 1 1 0 0 0
the way	1 1 0 0 1 0 0 0
the weather	0 0 0 0 0 0 0 4
the websocket	0 1 0 0 0 0 2 0
the whole	1 3 0 0 6 3 4 0
the work	0 0 0 3 0 0 0 0
the worker	1 0 0 0 1 0 0 0
the workers	1 1 2 0 0 2 0 0
the writer	0 1 0 0 1 0 0 0
their	9 1 10 0 1 1 0 0
their answers	0 0 3 0 0 0 0 0
their data	2 0 0 0 0 0 0 0
their evidence	0 0 2 0 0 0 0 0
their findings	0 0 3 0 0 0 0 0
their own	5 0 0 0 0 0 0 0
them	10 17 7 3 2 3 13 2
them ^	6 11 3 0 0 2 8 1
them all	0 0 0 0 1 0 0 1
them by	0 2 1 0 0 0 0 0
them green	0 0 0 0 0 0 2 0
them to	0 0 0 2 1 1 0 0
then	0 1 3 2 4 3 5 3
then tell	0 1 1 0 0 1 0 0
then the	0 0 0 1 2 0 1 0
then we	0 0 0 1 0 1 0 0
theories	0 1 1 0 0 0 0 0
there	9 11 2 0 1 5 2 12
there ^	0 0 1 0 0 0 0 5
there a	3 0 0 0 0 0 0 3
there and	1 0 0 0 0 0 0 1
there any	0 2 1 0 0 2 0 0
there anything	0 0 0 0 0 2 0 0
there are	0 4 0 0 0 0 2 0
there has	2 0 0 0 0 0 0 0
there is	1 3 0 0 1 0 0 3
there must	1 1 0 0 0 0 0 0
these	2 0 3 0 0 0 0 1
they	6 16 18 1 1 1 2 2
they ^	0 1 0 0 0 0 0 1
they are	0 2 1 0 0 0 1 0
they contradict	0 1 1 0 0 0 0 0
they differ	0 3 2 0 0 0 0 0
they disagree	0 0 2 0 0 0 0 0
they find	0 1 2 0 0 0 1 0
they found	0 0 3 0 0 0 0 0
they see	2 0 0 0 0 0 0 0
they touch	0 2 0 1 1 0 0 0
thing	2 0 1 0 2 0 0 1
thing ^	0 0 1 0 1 0 0 0
thing that	2 0 0 0 0 0 0 0
things	0 2 1 2 1 0 0 0
things ^	0 1 0 1 0 0 0 0
think	11 2 0 2 0 2 1 6
think ^	1 0 0 0 0 0 0 2
think about	2 0 0 1 0 1 0 1
think of	3 0 0 0 0 1 1 0
think the	1 1 0 0 0 0 0 1
think we	1 0 0 0 0 0 0 1
thinking	5 0 0 0 0 0 0 0
thinking about	2 0 0 0 0 0 0 0
thinks	0 0 1 0 0 0 0 1
thinks the	0 0 1 0 0 0 0 1
third	1 1 0 0 0 0 0 2
this	7 13 1 12 2 23 5 50
this ^	2 2 0 2 0 3 2 4
this and	0 1 0 0 0 0 0 1
this branch	0 0 0 0 0 6 0 0
this codebase	0 2 0 0 0 0 0 0
this diff	0 0 0 0 0 2 0 0
this error	0 0 0 0 0 0 0 2
this file	0 0 0 0 0 0 0 2
this function	0 0 0 0 0 0 0 5
this into	0 0 0 3 0 0 0 0
this is	0 0 0 0 0 0 0 2
this json	0 0 0 0 0 0 0 2
this line	0 0 0 0 0 0 0 4
this on	0 0 0 0 0 0 0 2
this out	0 0 0 2 0 0 0 0
this pr	0 0 0 0 0 4 0 0
this project	0 2 0 0 0 0 0 1
this properly	0 0 0 1 0 0 1 0
this repo	0 2 0 0 0 0 0 2
this sentence	0 0 0 0 0 0 0 2
this to	0 0 0 0 0 0 0 4
this variable	0 0 0 0 0 0 0 2
this without	0 0 0 0 0 0 1 1
this work	1 0 0 1 0 0 0 0
thorough	0 1 0 0 0 2 0 0
those	0 0 0 0 2 0 0 1
those ^	0 0 0 0 2 0 0 0
thoughts	3 0 0 0 0 0 0 0
thoughts on	2 0 0 0 0 0 0 0
thread	0 0 1 0 0 1 0 2
three	4 11 11 2 9 8 3 1
three agents	0 2 3 0 2 1 0 0
three commits	0 0 0 0 0 2 0 0
three lenses	0 0 0 0 0 2 0 0
three reports	0 0 2 0 0 0 0 0
three reviewers	0 0 0 0 0 2 0 0
three things	0 1 1 0 0 0 0 0
through	3 12 7 0 0 4 3 1
through ^	0 1 1 0 0 1 0 0
through all	0 3 1 0 0 0 1 0
through the	1 5 2 0 0 3 1 1
through their	0 1 2 0 0 0 0 0
throw	0 0 2 0 0 0 0 0
throw out	0 0 2 0 0 0 0 0
ticket	0 0 0 0 1 0 0 1
tickets	1 0 0 2 0 0 0 0
tier	2 0 0 0 0 0 0 0
time	4 3 1 5 3 2 4 3
time ^	0 2 1 2 2 1 1 0
time collaboration	2 0 0 0 0 0 0 0
time to	0 0 0 2 1 0 1 0
time zones	0 0 0 1 0 0 1 0
timeout	0 1 0 0 0 0 0 3
timeout in	0 1 0 0 0 0 0 1
times	0 1 0 0 0 0 1 0
timezone	0 1 0 0 0 0 1 0
to	65 55 9 25 56 17 19 78
to FILE	0 0 0 0 0 0 0 3
to FOLDER	0 1 0 2 2 0 0 0
to NAME	0 0 0 0 0 0 0 2
to NUM	0 2 0 0 4 0 4 9
to QUOTED	0 0 0 0 0 0 0 2
to a	1 0 0 1 1 1 0 0
to add	2 0 0 1 0 0 0 0
to all	0 0 0 0 2 0 0 0
to async	0 0 0 0 2 0 0 0
to bar	0 0 0 0 2 0 0 1
to be	8 0 0 0 3 1 1 2
to begin	2 0 0 0 0 0 0 0
to blue	0 0 0 0 0 0 0 2
to break	1 0 0 0 0 1 1 0
to build	2 0 0 0 0 1 0 1
to check	1 0 0 0 0 1 0 0
to codex	0 0 0 0 2 0 0 0
to count	0 0 0 0 0 0 0 2
to death	0 0 0 0 0 0 1 1
to debug	1 0 0 0 0 0 0 1
to decide	1 0 1 0 0 0 0 0
to do	1 1 1 0 0 0 0 1
to end	0 1 0 0 0 0 4 0
to find	3 2 0 0 0 0 0 1
to fix	1 0 0 0 0 0 0 1
to get	0 1 0 1 0 0 0 0
to have	2 0 0 1 0 0 0 0
to hooks	0 0 0 0 2 0 0 0
to implement	0 0 0 0 2 0 0 0
to know	0 10 2 0 0 1 0 0
to leave	0 0 0 0 1 0 0 1
to let	3 0 0 0 0 0 0 0
to look	0 1 0 0 0 1 0 0
to main	0 0 0 0 0 1 0 2
to make	3 0 0 0 0 0 0 0
to map	0 2 0 0 0 0 0 0
to me	0 2 0 0 1 0 1 0
to merge	0 0 0 0 0 5 0 0
to my	0 0 0 1 0 0 0 1
to open	1 0 0 0 0 1 0 0
to origin	0 0 0 0 0 0 0 2
to our	3 0 0 0 0 0 0 0
to postgres	0 0 0 2 1 0 0 0
to react	0 0 0 0 2 0 0 0
to run	0 0 0 0 0 0 1 1
to rust	0 0 0 0 2 0 0 0
to see	1 0 0 1 1 0 1 0
to start	1 0 0 0 0 0 0 1
to support	2 1 0 0 0 0 0 0
to test	0 0 0 0 0 0 0 2
to that	1 0 0 0 0 0 0 4
to the	5 14 2 5 6 1 2 11
to think	1 0 0 0 0 0 0 1
to this	0 0 0 0 0 0 0 2
to try	0 0 0 0 0 1 0 1
to typescript	0 0 0 0 2 0 0 0
to understand	0 6 0 0 0 0 0 0
to use	1 0 0 0 0 0 0 1
to vite	0 0 0 1 1 0 0 0
to vitest	0 0 0 0 2 0 0 0
to write	0 0 0 1 0 0 2 1
today	1 2 0 0 0 3 1 6
today ^	1 2 0 0 0 3 1 6
todos	0 1 0 0 0 1 0 0
together	2 1 6 3 0 0 0 0
together ^	1 1 3 1 0 0 0 0
together a	0 0 1 1 0 0 0 0
token	0 1 0 0 1 0 0 0
token refresh	0 1 0 0 1 0 0 0
tokens	0 1 0 0 1 0 0 3
tokens are	0 1 0 0 0 0 0 1
tom	0 0 0 1 1 0 0 0
toml	0 0 0 0 2 0 0 0
tomorrow	0 0 0 1 0 0 0 4
tomorrow ^	0 0 0 0 0 0 0 2
tonight	0 0 0 0 1 0 0 1
too	5 1 0 5 0 0 1 9
too ^	1 0 0 1 0 0 1 0
too big	0 0 0 1 0 0 0 1
too expensive	0 0 0 0 0 0 0 2
too long	0 0 0 1 0 0 0 4
too many	3 0 0 0 0 0 0 1
took	0 1 0 0 0 0 0 3
took forever	0 0 0 0 0 0 0 2
tool	4 1 0 0 0 0 0 0
tool ^	1 1 0 0 0 0 0 0
tool that	2 0 0 0 0 0 0 0
top	0 0 2 0 1 0 0 2
topic	1 2 0 0 2 0 0 0
topic ^	1 2 0 0 0 0 0 0
topic and	0 0 0 0 2 0 0 0
total	0 0 0 0 1 0 0 3
touch	0 7 0 3 1 0 0 0
touch ^	0 3 0 0 0 0 0 0
touch anything	0 2 0 1 0 0 0 0
touch the	0 1 0 2 0 0 0 0
touches	0 0 0 0 2 0 0 0
trace	0 5 0 0 1 0 0 0
trace the	0 2 0 0 0 0 0 0
tracking	1 0 0 2 1 0 1 0
tracking ^	1 0 0 1 0 0 1 0
tracking feature	0 0 0 1 1 0 0 0
translate	0 0 0 0 1 0 0 2
translate this	0 0 0 0 0 0 0 2
trial	3 0 0 0 0 0 0 0
trial users	2 0 0 0 0 0 0 0
triggers	0 2 0 0 0 0 0 0
triggers them	0 2 0 0 0 0 0 0
trip	0 1 0 0 0 0 0 1
trouble	2 0 1 0 0 0 0 0
trouble ^	2 0 1 0 0 0 0 0
trpc	0 0 0 0 1 0 0 1
trpc ^	0 0 0 0 1 0 0 1
true	0 1 1 0 0 0 0 1
true ^	0 1 1 0 0 0 0 1
trust	1 0 0 0 0 2 1 0
trust ^	1 0 0 0 0 1 0 0
try	0 0 0 0 0 1 6 5
try again	0 0 0 0 0 0 0 2
try it	0 0 0 0 0 0 1 1
try the	0 0 0 0 0 0 2 0
try to	0 0 0 0 0 1 1 0
tsconfig	0 0 0 0 1 0 0 1
tsconfig ^	0 0 0 0 1 0 0 1
tuesday	0 2 0 0 0 0 1 0
tuesday ^	0 2 0 0 0 0 1 0
turn	0 0 1 7 1 0 0 1
turn the	0 0 1 2 1 0 0 0
turn this	0 0 0 3 0 0 0 0
twice	1 4 0 0 2 0 0 3
twice ^	0 2 0 0 1 0 0 3
twice a	0 2 0 0 0 0 0 0
two	7 11 11 5 9 5 2 4
two ^	1 0 0 3 0 0 0 0
two agents	0 3 2 0 4 2 0 0
two analyses	0 0 2 0 0 0 0 0
two factor	2 0 0 0 0 0 0 0
two scouts	0 2 0 0 0 0 0 0
type	0 0 0 0 1 0 0 5
type of	0 0 0 0 0 0 0 2
typecheck	0 0 0 0 2 0 2 0
typecheck ^	0 0 0 0 0 0 2 0
typecheck and	0 0 0 0 2 0 0 0
types	0 0 0 0 0 1 1 0
types ^	0 0 0 0 0 1 1 0
typescript	0 0 0 0 2 0 0 1
typo	1 0 0 0 0 0 0 5
typo in	0 0 0 0 0 0 0 4
ui	0 1 0 1 2 0 1 0
ui ^	0 0 0 1 1 0 0 0
un	0 0 0 0 0 0 1 3
un plan	0 0 0 0 0 0 0 3
uncommitted	0 0 0 0 0 3 0 0
uncommitted changes	0 0 0 0 0 2 0 0
undefined	0 0 0 0 0 0 0 2
under	1 3 0 2 0 0 0 1
under which	0 2 0 0 0 0 0 0
understand	1 9 1 0 0 0 0 1
understand the	0 4 0 0 0 0 0 0
understand what	1 1 0 0 0 0 0 0
undo	3 0 0 0 0 2 1 2
undo that	0 0 0 0 0 0 0 2
unit	0 0 0 0 0 0 11 2
unit ^	0 0 0 0 0 0 2 0
unit and	0 0 0 0 0 0 1 1
unit test	0 0 0 0 0 0 1 1
unit tests	0 0 0 0 0 0 6 0
unread	0 0 143 0 0 8 0 1
until	1 2 0 0 0 0 0 0
until the	0 2 0 0 0 0 0 0
unused	1 2 0 0 0 0 0 1
unused ^	1 2 0 0 0 0 0 0
up	8 7 6 5 2 0 4 3
up ^	0 0 1 1 0 0 0 1
up and	0 0 1 0 0 0 1 0
up as	0 0 0 1 1 0 0 0
up the	0 0 0 1 0 0 0 1
up to	0 2 0 0 0 0 1 1
up what	0 0 3 0 0 0 0 0
up with	4 0 0 1 0 0 0 0
update	0 0 0 2 2 0 0 3
update the	0 0 0 1 1 0 0 3
updates	2 0 0 1 0 0 0 0
upgrade	1 1 0 1 4 0 1 0
upgraded	0 1 0 0 0 1 0 0
upgrading	0 1 0 0 0 0 1 0
upload	0 1 0 0 0 1 1 1
uploads	0 2 0 0 1 0 0 0
us	10 2 0 0 0 3 0 1
us ^	3 0 0 0 0 2 0 1
us to	2 0 0 0 0 0 0 0
usage	1 1 0 1 0 0 0 0
use	4 5 0 0 3 1 1 24
use ^	0 3 0 0 0 0 0 5
use a	1 1 0 0 1 0 0 3
use tabs	0 0 0 0 0 0 0 2
use the	0 0 0 0 0 0 1 2
used	0 3 0 0 2 0 0 0
used ^	0 1 0 0 2 0 0 0
useful	4 0 1 0 0 0 0 0
useful ^	2 0 1 0 0 0 0 0
useful for	2 0 0 0 0 0 0 0
user	4 2 0 1 5 0 1 1
user tables	0 1 0 0 1 0 0 0
users	13 3 0 0 2 1 1 0
users ^	2 1 0 0 1 1 1 0
users want	2 0 0 0 0 0 0 0
using	1 2 0 0 0 0 0 1
using the	0 2 0 0 0 0 0 0
uuid	0 1 0 0 0 0 0 1
v3	0 0 0 1 1 0 0 0
v3 api	0 0 0 1 1 0 0 0
vacation	1 0 0 0 0 0 0 1
vacation ^	1 0 0 0 0 0 0 1
validation	0 0 0 0 1 1 0 0
value	1 0 0 0 0 0 0 2
value of	0 0 0 0 0 0 0 2
var	0 1 0 0 0 0 0 1
variable	0 0 0 0 0 0 0 4
variable name	0 0 0 0 0 0 0 2
vars	0 0 0 0 2 0 0 0
verdict	0 0 2 0 0 0 0 0
verify	0 1 0 0 0 3 9 0
verify that	0 0 0 0 0 3 4 0
verify the	0 0 0 0 0 0 3 0
version	5 0 2 0 0 0 0 5
version ^	2 0 0 0 0 0 0 0
version of	0 0 2 0 0 0 0 1
version to	0 0 0 0 0 0 0 2
version would	2 0 0 0 0 0 0 0
versioning	2 0 0 0 0 0 0 0
versions	0 1 0 0 1 0 0 0
view	1 0 1 1 0 0 0 0
view ^	0 0 1 1 0 0 0 0
vim	0 0 0 0 0 0 0 2
vite	0 0 0 1 1 0 0 0
vite ^	0 0 0 1 1 0 0 0
vitest	0 0 0 0 2 0 0 0
vitest ^	0 0 0 0 2 0 0 0
voice	3 0 0 0 0 0 0 0
vs	0 0 0 0 0 1 0 1
vulnerabilities	0 2 0 0 0 1 0 0
vulnerabilities and	0 2 0 0 0 0 0 0
w1	0 0 2 0 0 0 0 0
w2	0 0 2 0 0 0 0 1
wait	0 0 0 0 1 0 0 4
wait for	0 0 0 0 1 0 0 2
walk	1 1 0 0 0 0 1 0
walk through	0 1 0 0 0 0 1 0
want	21 9 2 9 0 6 5 1
want a	2 1 0 4 0 2 2 0
want the	1 0 0 2 0 0 0 0
want to	10 7 1 2 0 2 2 0
wants	4 1 0 1 0 0 0 0
was	2 2 0 0 0 1 0 12
was the	1 0 0 0 0 0 0 2
way	13 1 0 1 2 0 0 1
way ^	2 0 0 0 1 0 0 0
way to	6 0 0 0 0 0 0 0
way we	2 0 0 0 0 0 0 0
ways	2 1 0 0 0 0 0 0
we	58 32 18 27 7 12 14 16
we agreed	0 0 0 2 1 0 0 0
we are	3 2 0 0 0 1 0 1
we can	0 1 1 1 0 0 1 0
we change	0 1 1 0 0 0 0 0
we could	6 0 0 0 0 0 0 0
we currently	0 2 0 0 0 0 0 0
we discussed	0 0 0 1 1 0 0 0
we do	3 2 1 2 0 0 0 1
we dont	0 0 1 1 0 1 0 0
we even	2 0 0 0 0 0 0 0
we find	1 0 1 0 0 0 0 0
we get	3 0 0 3 0 0 0 0
we go	4 0 0 0 0 1 0 0
we handle	1 1 0 0 0 0 0 0
we have	6 4 2 0 0 1 5 1
we ignore	0 0 1 0 1 0 0 0
we know	0 0 5 1 0 0 1 0
we leak	0 2 0 0 0 0 0 0
we let	2 0 0 0 0 0 0 0
we make	3 0 0 0 0 0 0 0
we merge	0 0 0 0 0 1 1 0
we need	4 0 2 4 0 0 2 1
we planned	0 0 0 0 2 0 0 0
we release	0 0 0 0 0 2 1 0
we send	1 1 0 0 0 0 0 0
we ship	0 0 0 0 0 1 1 0
we should	5 0 1 1 0 0 0 1
we start	0 0 0 3 0 0 0 0
we talk	0 1 0 1 0 0 0 0
we touch	0 1 0 1 0 0 0 0
we use	1 2 0 0 0 0 0 3
we want	4 0 0 0 0 0 1 0
we will	0 0 0 0 0 0 0 3
we would	1 0 0 1 0 0 0 0
weather	0 0 0 0 0 0 0 4
web	1 2 0 0 0 0 0 0
webhook	0 2 0 0 0 0 0 0
webhooks	1 1 0 0 0 0 1 0
webpack	0 0 0 1 1 0 0 0
webpack to	0 0 0 1 1 0 0 0
websocket	0 2 0 0 0 0 2 0
websocket server	0 0 0 0 0 0 2 0
week	2 3 0 1 0 1 0 0
week ^	0 2 0 1 0 0 0 0
weigh	0 0 4 0 0 0 0 0
well	0 0 0 0 0 1 0 4
well ^	0 0 0 0 0 1 0 4
went	0 1 0 0 0 0 0 2
were	0 0 0 0 0 0 0 3
what	49 54 60 11 7 18 9 80
what ^	1 4 0 1 0 0 0 0
what a	3 0 1 0 0 0 0 1
what about	2 0 0 0 0 0 0 1
what are	4 5 4 0 0 0 0 4
what breaks	0 0 0 0 1 0 2 0
what came	0 0 3 0 0 0 0 0
what can	0 0 2 0 0 0 0 0
what changed	0 0 0 0 0 1 0 1
what could	4 0 0 0 0 1 0 0
what did	0 1 4 0 0 0 0 5
what do	2 2 4 1 0 2 0 2
what does	1 4 0 1 0 0 0 13
what exactly	0 0 1 0 0 0 0 1
what fails	0 0 0 0 0 0 2 0
what happens	0 3 0 1 0 0 1 1
what i	1 1 0 0 1 1 0 2
what if	2 0 0 0 0 0 0 0
what is	4 10 15 1 2 6 2 37
what it	0 1 0 0 0 0 1 0
what makes	1 1 0 0 0 0 0 0
what might	2 0 0 0 0 0 0 0
what port	0 0 0 0 0 0 0 2
what should	2 0 1 0 0 0 0 0
what that	2 0 0 0 0 0 0 0
what the	0 3 8 0 1 2 0 0
what they	0 3 6 0 0 0 0 0
what to	1 0 1 0 0 0 0 0
what triggers	0 2 0 0 0 0 0 0
what was	0 0 0 0 0 0 0 2
what we	0 3 8 5 2 2 0 0
what would	10 3 0 0 0 0 0 1
what you	1 1 1 0 0 1 1 2
whatever	2 0 1 0 1 0 1 0
whatever ^	2 0 0 0 0 0 0 0
when	2 4 0 0 8 0 0 4
when a	1 0 0 0 2 0 0 0
when it	0 0 0 0 1 0 0 1
when the	0 0 0 0 5 0 0 0
where	8 28 6 2 1 1 2 9
where ^	0 2 0 1 0 0 0 0
where are	0 4 0 0 0 0 0 0
where did	0 0 0 0 0 0 0 3
where do	0 4 3 0 0 0 0 2
where does	0 2 0 0 0 0 0 0
where i	0 0 0 1 0 1 0 0
where is	0 3 1 0 0 0 0 2
where it	0 1 0 0 0 0 2 0
where the	1 2 0 0 1 0 0 1
where they	1 5 2 0 0 0 0 0
where to	2 0 0 0 0 0 0 0
where we	0 2 0 0 0 0 0 0
where would	2 0 0 0 0 0 0 0
whether	1 6 0 0 0 4 2 0
whether any	0 2 0 0 0 0 0 0
whether it	1 0 0 0 0 1 1 0
whether the	0 1 0 0 0 3 0 0
whether they	0 1 0 0 0 1 0 0
which	4 28 20 2 0 0 0 8
which are	0 1 2 0 0 0 0 0
which conditions	0 2 0 0 0 0 0 0
which do	0 1 1 0 0 0 0 0
which file	0 0 0 0 0 0 0 2
which findings	0 0 2 0 0 0 0 0
which is	0 0 1 0 0 0 0 1
which of	1 6 7 0 0 0 0 0
which one	1 1 2 0 0 0 0 1
which ones	0 3 3 0 0 0 0 0
which order	0 1 0 1 0 0 0 0
which parts	0 2 0 0 0 0 0 0
which python	0 0 0 0 0 0 0 2
which three	0 0 2 0 0 0 0 0
while	0 0 0 0 0 0 1 1
while the	0 0 0 0 0 0 1 1
who	4 16 7 2 0 2 0 6
who calls	0 4 0 0 0 0 0 0
who changed	1 1 0 0 0 0 0 0
who has	0 0 1 0 0 0 0 1
who is	1 1 5 0 0 0 0 0
who owns	0 2 0 0 0 0 0 0
who reads	0 3 0 0 0 0 0 0
who writes	0 2 0 0 0 0 0 0
whole	1 4 0 0 6 3 4 0
whole codebase	0 2 0 0 0 0 0 0
whole feature	0 0 0 0 0 2 0 0
whole suite	0 0 0 0 0 0 2 0
whole test	0 0 0 0 1 0 1 0
why	1 22 1 1 0 0 2 16
why ^	1 4 1 0 0 0 1 0
why did	0 0 0 0 0 0 0 4
why do	0 3 0 0 0 0 0 1
why does	0 0 0 0 0 0 0 2
why is	0 0 0 0 0 0 1 6
why not	0 0 0 0 0 0 0 2
why the	0 8 0 0 0 0 0 0
wie	0 0 0 0 0 0 0 2
will	0 0 0 2 0 0 0 10
will review	0 0 0 1 0 0 0 1
will write	0 0 0 0 0 0 0 2
window	0 0 0 0 0 0 0 2
windows	0 1 0 0 0 0 1 0
wire	0 1 0 0 1 0 0 0
with	26 23 6 26 29 17 14 11
with NUM	0 1 0 1 0 1 3 0
with ^	0 0 2 0 0 0 0 0
with a	2 0 0 4 2 1 2 1
with acceptance	0 0 0 2 0 0 0 0
with alternatives	0 0 0 2 0 0 0 0
with date	0 0 0 0 2 0 0 0
with each	0 0 2 0 0 0 0 0
with file	0 3 1 0 0 2 0 0
with focus	0 0 0 0 0 2 0 0
with how	1 1 0 0 0 0 0 0
with it	1 0 0 1 1 0 0 0
with main	0 0 0 0 0 2 0 0
with me	4 0 1 0 0 0 0 0
with my	0 0 0 0 0 1 0 1
with phase	0 0 0 0 4 0 0 0
with phases	0 0 0 3 1 0 0 0
with real	0 0 0 0 0 0 2 0
with something	2 0 0 0 0 0 0 0
with that	0 0 0 0 1 1 0 0
with the	3 5 0 2 10 4 2 4
with this	0 0 0 0 0 3 0 0
with three	0 1 0 1 1 1 0 0
with what	0 2 0 1 0 0 0 0
without	4 1 1 3 0 0 3 3
without a	0 1 0 1 0 0 0 0
without tests	0 0 0 0 0 0 2 0
word	1 0 0 0 0 0 0 3
word ^	1 0 0 0 0 0 0 2
words	0 0 0 0 0 0 0 2
words ^	0 0 0 0 0 0 0 2
work	6 5 1 8 3 3 3 5
work ^	3 2 1 1 1 3 2 3
work for	1 0 0 2 0 0 0 0
work out	0 1 0 1 0 0 0 0
worker	1 1 0 0 1 0 0 0
workers	1 2 2 0 2 2 0 0
workers ^	1 2 0 0 0 0 0 0
working	0 0 0 0 2 0 2 1
working ^	0 0 0 0 1 0 1 1
works	1 4 0 0 0 0 14 4
works ^	0 0 0 0 0 0 5 2
works end	0 1 0 0 0 0 2 0
works on	0 1 0 0 0 0 1 0
workspace	1 1 0 0 0 0 0 0
worktree	0 0 0 0 2 0 0 0
worktree ^	0 0 0 0 2 0 0 0
world	0 0 0 0 0 0 0 2
worth	3 0 2 0 0 0 0 0
would	47 11 2 6 1 10 2 5
would a	2 1 0 0 0 0 0 0
would be	9 2 0 0 0 0 1 0
would it	3 2 0 0 0 0 0 0
would like	8 4 0 2 1 3 0 0
would look	2 0 0 0 0 0 0 0
would love	3 0 0 0 0 0 0 0
would make	4 0 0 0 0 0 0 0
would rather	0 0 0 0 0 0 0 2
would that	3 0 0 0 0 0 0 0
would we	2 0 0 0 0 0 0 0
would you	10 0 1 2 0 2 0 1
write	1 3 4 25 2 2 22 12
write a	0 0 2 5 0 0 3 7
write down	0 1 0 2 0 0 0 0
write it	0 0 0 3 0 1 0 0
write me	0 0 0 1 0 0 0 2
write some	0 0 0 0 0 0 2 0
write tests	0 0 0 0 0 0 3 0
write that	0 0 0 2 0 0 0 0
write the	0 0 1 7 2 0 2 2
write them	0 0 0 1 0 1 2 0
write to	0 2 0 0 0 0 0 0
write unit	0 0 0 0 0 0 2 0
write up	0 0 1 1 0 0 0 0
writer	0 1 0 1 1 0 0 0
writer ^	0 1 0 1 0 0 0 0
writes	0 2 0 1 0 0 0 0
writing	0 1 0 1 0 0 0 0
written	0 0 1 2 1 0 0 0
wrong	0 2 1 1 0 4 0 7
wrong ^	0 2 1 1 0 0 0 3
wrong with	0 0 0 0 0 3 0 0
wrote	0 0 1 0 0 6 0 3
wrote ^	0 0 0 0 0 3 0 1
wrote and	0 0 1 0 0 0 0 1
x	0 0 0 0 1 0 0 4
yaml	1 0 0 0 0 0 0 1
year	1 0 0 0 0 0 0 4
year ^	1 0 0 0 0 0 0 1
yes	0 0 0 0 2 0 0 3
yes ^	0 0 0 0 2 0 0 1
yes please	0 0 0 0 0 0 0 2
yesterday	0 1 0 1 1 0 0 4
yesterday ^	0 1 0 1 1 0 0 2
yet	5 3 0 0 0 0 0 2
yet ^	3 3 0 0 0 0 0 2
you	21 11 9 9 2 12 7 59
you ^	1 0 0 0 0 1 0 5
you add	0 0 0 1 0 0 1 1
you approach	2 0 0 0 0 0 0 0
you are	0 0 0 0 0 0 0 3
you before	1 0 0 0 0 0 0 1
you can	0 0 1 0 1 0 2 2
you check	0 1 0 0 0 3 0 0
you confirm	0 1 1 0 0 0 1 0
you do	2 0 0 0 0 0 0 2
you get	0 0 0 0 0 1 1 0
you go	0 1 1 0 0 0 0 0
you help	2 0 0 0 0 0 0 1
you know	0 0 0 0 0 0 0 2
you look	0 1 0 0 0 0 0 1
you make	0 0 1 0 0 0 0 2
you put	0 0 0 0 0 0 0 2
you read	0 0 0 0 0 0 0 2
you see	1 1 0 0 0 1 0 0
you start	1 0 0 0 1 0 0 0
you think	4 0 0 0 0 2 0 1
you to	1 1 0 0 0 0 0 0
you use	0 0 0 0 0 0 0 3
you write	0 0 0 2 0 0 1 0
your	3 0 10 0 0 0 0 7
your conclusion	0 0 2 0 0 0 0 0
your name	0 0 0 0 0 0 0 3
your own	0 0 1 0 0 0 0 1
your recommendation	0 0 2 0 0 0 0 0
yourself	0 0 2 0 0 0 0 4
yourself ^	0 0 2 0 0 0 0 3
zero	0 0 0 0 0 0 3 0
zones	0 0 0 1 0 0 1 0
"""
