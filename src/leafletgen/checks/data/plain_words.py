"""Plainer words for official ones: a table.

In: nothing. Out: PLAINER, from a word in lower case to what to write instead.
Why: a warning helps if it says what to write. The list is our own; add to it freely.
"""

from __future__ import annotations

from collections.abc import Mapping

_TABLE = """
accompany: go with
accordingly: so
additional: more
additionally: also
advise: tell
alleged: said to have
alternatively: or
anticipate: expect
apparatus: equipment
applicable: that applies
apprehend: arrest
ascertain: find out
assist: help
assistance: help
attempt: try
cease: stop
commence: start
communicate: tell
communication: message
complete: fill in, or finish
comprise: be made of
concerning: about
confidential: private
consequence: result
consequently: so
constitute: make
consult: talk to
contravene: break
correspondence: letters
deem: think
demonstrate: show
designate: choose
determine: decide
device: phone, tablet or computer
disclose: tell
disclosure: what someone told
discontinue: stop
disseminate: send on
distribute: send on
encounter: meet
endeavour: try
ensure: make sure
establish: find out
evaluate: judge
facilitate: help
forthwith: now
frequently: often
furnish: give
furthermore: also
hence: so
identify: find
immediately: now
implement: carry out
individual: person
individuals: people
information: facts, or advice
initiate: start
jeopardise: put at risk
juvenile: young person
liaise: talk
location: place
manner: way
minor: child
modify: change
notify: tell
obtain: get
occasion: time
offspring: child
parameters: limits
participate: take part
particulars: details
perpetrator: person who did it
persons: people
possess: have
possession: having
prior: before
procedure: way to do it
prohibit: forbid
provide: give
provision: help
purchase: buy
pursuant: under
regarding: about
remain: stay
remainder: rest
request: ask
require: need
reside: live
residence: home
respond: answer
retain: keep
subsequent: later
subsequently: later
sufficient: enough
supplementary: more
terminate: end
thereafter: then
transmit: send
upon: on
utilise: use
vehicle: car
whilst: while
"""

PLAINER: Mapping[str, str] = dict(line.split(": ", 1) for line in _TABLE.strip().splitlines())
