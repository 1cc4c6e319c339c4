"""Recipes for the condition number of G; prints the last net's kappa, CPU seconds and memory of the process.

kappa.py numpy|torch|vivit|curvlinops stored FOLDER NAME [STRIDE ...]
kappa.py numpy|torch|vivit|curvlinops drawn SHAPE ...

numpy: layer by layer, all eigenvalues. torch: the explicit Jacobian. vivit: ViViT's Gram matrix. curvlinops: the largest eigenvalue alone.
"""
import json
import resource
import sys

import numpy as np
from nets import drawn_net, read_net, torch_net


def numpy_values(layers, inputs, _strides):
    samples, outputs = inputs.shape[0], layers[-1][0].shape[0]
    features = [inputs]
    for at, (weight, bias) in enumerate(layers):
        values = features[-1] @ weight.T
        if bias is not None:
            values = values + bias
            if at < len(layers) - 1:
                values = np.maximum(values, 0)
        features.append(values)
    derivatives = np.tile(np.eye(outputs), (samples, 1))
    gram = np.zeros((samples * outputs, samples * outputs))
    for at in reversed(range(len(layers))):
        weight, bias = layers[at]
        right = features[at] @ features[at].T + (0 if bias is None else 1)
        gram += (derivatives @ derivatives.T) * np.kron(right, np.ones((outputs, outputs)))
        derivatives = derivatives @ weight
        if at > 0 and layers[at - 1][1] is not None:
            derivatives *= np.repeat(features[at] > 0, outputs, axis=0)
    return np.linalg.eigvalsh(gram / samples)


def torch_values(layers, inputs, strides):
    import torch
    from torch.func import functional_call, jacrev, vmap

    net = torch_net(layers, strides)
    parameters = {name: value.detach() for name, value in net.named_parameters()}

    def outputs_of(values, sample):
        return functional_call(net, values, (sample.unsqueeze(0),)).squeeze(0)

    jacobian = vmap(jacrev(outputs_of), (None, 0))(parameters, torch.from_numpy(inputs))
    gram = 0
    for block in jacobian.values():
        rows = block.reshape(block.shape[0] * block.shape[1], -1)
        gram = gram + rows @ rows.T
    return np.linalg.eigvalsh(gram.numpy() / inputs.shape[0])


def vivit_values(layers, inputs, strides):
    import torch

    # Called by ViViT 1.0, gone since torch 2.
    torch.Tensor.symeig = lambda matrix, eigenvectors=False: (torch.linalg.eigvalsh(matrix), None)
    from backpack import backpack, extend
    from vivit import EigvalshComputation

    net = extend(torch_net(layers, strides))
    loss = extend(torch.nn.MSELoss())
    groups = [{"params": list(net.parameters())}]
    computation = EigvalshComputation()
    outputs = net(torch.from_numpy(inputs))
    with backpack(computation.get_extension(), extension_hook=computation.get_extension_hook(groups)):
        loss(outputs, torch.zeros_like(outputs)).backward()
    return computation.get_result(groups[0]).numpy()


def curvlinops_values(layers, inputs, strides):
    import torch
    from curvlinops import GGNLinearOperator
    from scipy.sparse.linalg import eigsh

    net = torch_net(layers, strides)
    data = torch.from_numpy(inputs)
    targets = torch.zeros_like(net(data))
    operator = GGNLinearOperator(
        net, torch.nn.MSELoss(), list(net.parameters()), [(data, targets)], check_deterministic=False
    ).to_scipy()
    return eigsh(operator, k=1, which="LA", tol=1e-10, return_eigenvectors=False)


recipes = {"numpy": numpy_values, "torch": torch_values, "vivit": vivit_values, "curvlinops": curvlinops_values}
tool, kind, *words = sys.argv[1:]
nets = [drawn_net(shape) for shape in words] if kind == "drawn" else [read_net(*words[:2])]
strides = [] if kind == "drawn" else [int(each) for each in words[2:]]
for layers, inputs in nets:
    values = recipes[tool](layers, inputs, strides)[::-1]
nonzero = values[values > values[0] * len(values) * np.finfo(float).eps]
used = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "kappa": float(nonzero[0] / nonzero[-1]),
            "rank": len(nonzero),
            "cpu": used.ru_utime + used.ru_stime,
            "memory": used.ru_maxrss / 1024,
        }
    )
)
