"""How templates lie on the lines of their files: `python -m tests.layout` lays them out, `--check` names those that are not.

A line has at most 120 characters, and a change of layout never changes what is shown: a line may end where a browser
swallows white space - beside a block - and inside a tag between its attributes, never between two words of Chinese.
"""
