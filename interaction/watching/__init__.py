"""Whether the system does its work: what each room looks at and counts, said to administrators, to `doctor` and to Prometheus."""
