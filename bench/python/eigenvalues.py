"""Seconds of CPU for all eigenvalues, and up to a size for all vectors too, of random symmetric matrices by numpy.

eigenvalues.py LARGEST_WITH_VECTORS SIZE ...
"""
import json
import sys
import time

import numpy as np

rows = []
largest, *sizes = map(int, sys.argv[1:])
for size in sizes:
    factor = np.random.default_rng(size).standard_normal((size, size))
    matrix = factor + factor.T
    start = time.process_time()
    np.linalg.eigvalsh(matrix)
    middle = time.process_time()
    if size <= largest:
        np.linalg.eigh(matrix)
    vectors = time.process_time() - middle if size <= largest else None
    rows.append({"size": size, "values": middle - start, "vectors": vectors})
print(json.dumps({"rows": rows, "cpu": 0, "memory": 0}))
