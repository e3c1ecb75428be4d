"""How far a survey's shares may be from the truth, and which differences could be chance.

Plain numbers in, frozen results out; nothing here reads a snapshot or a table. Give it
published numbers only, so that what it says tells nothing that they do not.
"""
