"""How one formula grows beside another: scales, series, brackets, rays, and the certificate of a growth."""
