"""A `brief.toml` of the earlier form, for tests."""

__all__ = ["EARLIER"]

EARLIER = """\
# The settings of this brief. Its words stand in community.md and professional.md.
code = "CT"                     # stands in the edition code in the foot of every sheet
source_locale = "en"
audiences = ["community", "professional"]  # both

[project]
short = "A4"                    # Latin A
name = "A4: Crossing borders for effective police investigation to protect women victims of \
sexual abuse and strengthen accountability mechanisms"

[programme]
short = "ISFP"
name = "Internal Security Fund – Police"

[grant]  # the agreement
number = "101021832"

# Limits for copyfitting, per audience. Sizes in pt; leading as a multiple of the size.
[fit.community]
pages = 2                       # exactly one sheet, printed on both sides
size_max = 14.0
size_min = 12.0                 # clear print
leading_max = 1.45
leading_min = 1.3

[fit.professional]
pages_max = 6
size_max = 11.0
size_min = 9.5
leading_max = 1.45
leading_min = 1.3
"""
