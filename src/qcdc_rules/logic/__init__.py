"""Truth, numbers, days and names: the ground on which conditions are decided."""
