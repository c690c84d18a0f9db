"""The demonstration: an invented county, its people, and the simulations. Nothing above it knows it; an office does not
need it."""
