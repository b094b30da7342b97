# Benchmarks that need ../shared; `pytest` runs the tests.
.PHONY: bench-accuracy bench-mutations

bench-accuracy:
	python tests/benchmarks/accuracy.py --grammar

bench-mutations:
	python tests/benchmarks/mutations.py
