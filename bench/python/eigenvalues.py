"""Seconds of CPU for all eigenvalues, and for vectors too, of random symmetric matrices of the given sizes by numpy."""
import json
import sys
import time

import numpy as np

rows = []
for size in map(int, sys.argv[1:]):
    factor = np.random.default_rng(size).standard_normal((size, size))
    matrix = factor + factor.T
    start = time.process_time()
    np.linalg.eigvalsh(matrix)
    middle = time.process_time()
    np.linalg.eigh(matrix)
    rows.append({"size": size, "values": middle - start, "vectors": time.process_time() - middle})
print(json.dumps({"rows": rows, "cpu": 0, "memory": 0}))
