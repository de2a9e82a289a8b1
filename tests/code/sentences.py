"""Sentences invented for the coder's tests, with their trees (see ``trees.py`` for the form)."""

ARRESTED = """
Police police NOUN NN 2 nsubj
arrested arrest VERB VBD 0 root
40 40 NUM CD 4 nummod
protesters protester NOUN NNS 2 obj
in in ADP IN 6 case
Omsk Omsk PROPN NNP 2 obl B-LOC
~. . PUNCT . 2 punct
"""

PASSIVE = """
Thousands thousand NOUN NNS 5 nsubj:pass
of of ADP IN 3 case
demonstrators demonstrator NOUN NNS 1 nmod
were be AUX VBD 5 aux:pass
arrested arrest VERB VBN 0 root
by by ADP IN 7 case
soldiers soldier NOUN NNS 5 obl:agent
~. . PUNCT . 5 punct
"""

ATTACKED_IN = """
A a DET DT 2 det
journalist journalist NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
attacked attack VERB VBN 0 root
in in ADP IN 6 case
Russia Russia PROPN NNP 4 obl B-LOC
~. . PUNCT . 4 punct
"""

DID_NOT = """
Rebels rebel NOUN NNS 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
attack attack VERB VB 0 root
the the DET DT 6 det
soldiers soldier NOUN NNS 4 obj
~. . PUNCT . 4 punct
"""

MAY = """
Rebels rebel NOUN NNS 3 nsubj
may may AUX MD 3 aux
attack attack VERB VB 0 root
the the DET DT 5 det
soldiers soldier NOUN NNS 3 obj
~. . PUNCT . 3 punct
"""

IF = """
If if SCONJ IN 3 mark
rebels rebel NOUN NNS 3 nsubj
attack attack VERB VBP 9 advcl
the the DET DT 5 det
soldiers soldier NOUN NNS 3 obj
~, , PUNCT , 9 punct
everybody everybody PRON NN 9 nsubj
will will AUX MD 9 aux
leave leave VERB VB 0 root
~. . PUNCT . 9 punct
"""

COORDINATED = """
Soldiers soldier NOUN NNS 2 nsubj
beat beat VERB VBD 0 root
and and CCONJ CC 4 cc
arrested arrest VERB VBD 2 conj
students student NOUN NNS 4 obj
~. . PUNCT . 2 punct
"""

RELATIVE = """
The the DET DT 2 det
students student NOUN NNS 6 nsubj
whom whom PRON WP 5 obj
police police NOUN NNS 5 nsubj
arrested arrest VERB VBD 2 acl:relcl
slept sleep VERB VBD 0 root
~. . PUNCT . 6 punct
"""

PARTICIPLE = """
People people NOUN NNS 6 nsubj
detained detain VERB VBN 1 acl
by by ADP IN 4 case
soldiers soldier NOUN NNS 2 obl:agent
were be AUX VBD 6 cop
hungry hungry ADJ JJ 0 root
~. . PUNCT . 6 punct
"""

ORDERED = """
The the DET DT 2 det
governor governor NOUN NN 3 nsubj
ordered order VERB VBD 0 root
soldiers soldier NOUN NNS 3 obj
to to PART TO 6 mark
arrest arrest VERB VB 3 xcomp
students student NOUN NNS 6 obj
~. . PUNCT . 3 punct
"""

LIGHT = """
Nurses nurse NOUN NNS 2 nsubj
staged stage VERB VBD 0 root
a a DET DT 4 det
strike strike NOUN NN 2 obj
~. . PUNCT . 2 punct
"""

CALLED_OFF = """
Nurses nurse NOUN NNS 2 nsubj
called call VERB VBD 0 root
off off ADP RP 2 compound:prt
the the DET DT 5 det
strike strike NOUN NN 2 obj
~. . PUNCT . 2 punct
"""

NOUN_BY = """
Arrests arrest NOUN NNS 6 nsubj
of of ADP IN 3 case
students student NOUN NNS 1 nmod
by by ADP IN 5 case
soldiers soldier NOUN NNS 1 nmod
continued continue VERB VBD 0 root
~. . PUNCT . 6 punct
"""

DEMANDED = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
demanded demand VERB VBD 0 root
the the DET DT 5 det
release release NOUN NN 3 obj
of of ADP IN 7 case
prisoners prisoner NOUN NNS 5 nmod
~. . PUNCT . 3 punct
"""

ACCUSED = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
accused accuse VERB VBD 0 root
police police NOUN NNS 3 obj
of of SCONJ IN 6 mark
beating beat VERB VBG 3 advcl
students student NOUN NNS 6 obj
~. . PUNCT . 3 punct
"""

THREATENED = """
The the DET DT 2 det
governor governor NOUN NN 3 nsubj
threatened threaten VERB VBD 0 root
to to PART TO 5 mark
arrest arrest VERB VB 3 xcomp
students student NOUN NNS 5 obj
~. . PUNCT . 3 punct
"""

REFUSED = """
The the DET DT 2 det
governor governor NOUN NN 3 nsubj
refused refuse VERB VBD 0 root
to to PART TO 5 mark
release release VERB VB 3 xcomp
students student NOUN NNS 5 obj
~. . PUNCT . 3 punct
"""

STREETS = """
Hundreds hundred NOUN NNS 4 nsubj
of of ADP IN 3 case
students student NOUN NNS 1 nmod
took take VERB VBD 0 root
to to ADP IN 7 case
the the DET DT 7 det
streets street NOUN NNS 4 obl
~. . PUNCT . 4 punct
"""

END_OF = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
demanded demand VERB VBD 0 root
an a DET DT 5 det
end end NOUN NN 3 obj
to to ADP IN 8 case
the the DET DT 8 det
arrests arrest NOUN NNS 5 nmod
of of ADP IN 10 case
students student NOUN NNS 8 nmod
~. . PUNCT . 3 punct
"""

LEADER = """
The the DET DT 3 det
strike strike NOUN NN 3 compound
leader leader NOUN NN 4 nsubj
slept sleep VERB VBD 0 root
~. . PUNCT . 4 punct
"""

SAID = """
Police police NOUN NNS 2 nsubj
said say VERB VBD 0 root
that that SCONJ IN 5 mark
rebels rebel NOUN NNS 5 nsubj
attacked attack VERB VBD 2 ccomp
the the DET DT 7 det
soldiers soldier NOUN NNS 5 obj
~. . PUNCT . 2 punct
"""

ATTENDED = """
Hundreds hundred NOUN NNS 2 nsubj
attended attend VERB VBD 0 root
~. . PUNCT . 2 punct
"""

DENIED = """
The the DET DT 2 det
governor governor NOUN NN 3 nsubj
denied deny VERB VBD 0 root
that that SCONJ IN 7 mark
soldiers soldier NOUN NNS 7 nsubj
had have AUX VBD 7 aux
attacked attack VERB VBN 3 ccomp
the the DET DT 9 det
students student NOUN NNS 7 obj
~. . PUNCT . 3 punct
"""
