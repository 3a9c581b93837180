"""Many units at once: each judged by itself, then counted together and held against what was reported."""
