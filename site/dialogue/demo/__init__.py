"""
A commune to try everything with: Phú Xuyên's facts, made-up people, something in every state.

``load.load()`` fills an empty database; ``people.logins()`` says who can sign in.
"""
