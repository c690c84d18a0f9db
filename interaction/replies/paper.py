"""The sheet of an official letter by GB/T 9704-2012 (党政机关公文格式), in points (1/72 inch).

Article numbers in the comments are those of the standard.
"""

MM = 72 / 25.4

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM

# 5.2.1: the head margin is 37 mm, the binding margin 28 mm, the type area 156 x 225 mm.
LEFT = 28 * MM
TOP = PAGE_HEIGHT - 37 * MM
TYPE_WIDTH = 156 * MM
TYPE_HEIGHT = 225 * MM
RIGHT = LEFT + TYPE_WIDTH
BOTTOM = TOP - TYPE_HEIGHT

# 5.2.3: a page has 22 lines of 28 characters, which fill the type area.
LINES_PER_PAGE = 22
CHARACTERS_PER_LINE = 28
PITCH = TYPE_HEIGHT / LINES_PER_PAGE
EM = TYPE_WIDTH / CHARACTERS_PER_LINE

# Type sizes by their Chinese names.
SIZE_2 = 22.0  # 2号: the title
SIZE_3 = 16.0  # 3号: the body, 5.2.2
SIZE_4 = 14.0  # 4号: the page number, 7.5

# 7.2.4 and 7.2.5: the head stands 35 mm below the edge of the type area, the document number two lines
# below the head.
HEAD_DROP = 35 * MM
# 7.2.7: the red rule stands 4 mm below the document number and is as wide as the type area.
RULE_DROP = 4 * MM
RULE_THICKNESS = 0.5 * MM
# 7.5: the page number stands 7 mm below the type area, one character in from the outer edge.
FOLIO_DROP = 7 * MM

# The official red of seals and heads, as red, green, blue from 0 to 1.
RED = (0.86, 0.06, 0.06)
BLACK = (0.0, 0.0, 0.0)

# 7.2.4 leaves the size of the head to the organ; a long name shrinks to fit.
HEAD_LARGEST = 42.0
HEAD_SMALLEST = 24.0
