"""What leaves the network about a person, and why it may: the one way out of a file.

Words: *agreement* (what we and one party promised each other about data), *disclosure* (one leaving: what, to whom, on
which consent or exception), *recipient* (one service, one office), *party* (the organisation behind it), *need* (what a
kind of service has to know), *exception* (without a yes, by two people, for some days), *bar* (what forbids, whatever
was agreed), *notice* (a recipient has to be told of a withdrawal), *request* (an authority asks for data).
Not here: what people said (people), the hand-over and its steps (referrals), figures without names (insights).
"""
