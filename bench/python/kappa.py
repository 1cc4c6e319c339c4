"""kappa of a stored net by numpy (layer by layer) or torch (explicit Jacobian); prints kappa, rank, CPU seconds and memory.

kappa.py numpy|torch FOLDER NAME [STRIDE ...]
"""
import json
import resource
import sys

import numpy as np


def read_net(folder, name):
    with open(f"{folder}/{name}.json") as file:
        described = json.load(file)["tensors"]
    doubles = np.fromfile(f"{folder}/{name}.bin")
    tensors = {}
    for each in described:
        size = int(np.prod(each["shape"]))
        tensors[each["name"]] = doubles[each["offset"] : each["offset"] + size].reshape(each["shape"])
    keys = [key for key in tensors if key.endswith("weight") or key.startswith("W")]
    layers = [(tensors[key], tensors.get(key[:-6] + "bias") if key.endswith("weight") else None) for key in keys]
    width = layers[0][0].shape[1]
    return layers, tensors.get("X", np.sqrt(width) * np.eye(width))


def numpy_gram(layers, inputs):
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
    return gram / samples


def torch_gram(layers, inputs, strides):
    import torch
    from torch.func import functional_call, jacrev, vmap

    torch.set_default_dtype(torch.float64)
    modules = []
    for at, (weight, bias) in enumerate(layers):
        if weight.ndim == 4:
            module = torch.nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[2], stride=strides[at])
        else:
            if at == len(strides) > 0:
                modules.append(torch.nn.Flatten())
            module = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
        with torch.no_grad():
            module.weight.copy_(torch.from_numpy(weight))
            if bias is not None:
                module.bias.copy_(torch.from_numpy(bias))
        modules.append(module)
        if bias is not None and at < len(layers) - 1:
            modules.append(torch.nn.ReLU())
    net = torch.nn.Sequential(*modules)
    parameters = {name: value.detach() for name, value in net.named_parameters()}

    def outputs_of(values, sample):
        return functional_call(net, values, (sample.unsqueeze(0),)).squeeze(0)

    jacobian = vmap(jacrev(outputs_of), (None, 0))(parameters, torch.from_numpy(inputs))
    gram = 0
    for block in jacobian.values():
        rows = block.reshape(block.shape[0] * block.shape[1], -1)
        gram = gram + rows @ rows.T
    return gram.numpy() / inputs.shape[0]


tool, folder, name, *strides = sys.argv[1:]
layers, inputs = read_net(folder, name)
gram = numpy_gram(layers, inputs) if tool == "numpy" else torch_gram(layers, inputs, [int(each) for each in strides])
values = np.linalg.eigvalsh(gram)[::-1]
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
