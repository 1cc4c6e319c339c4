"""Stored nets, and nets drawn anew: lists of (weight, bias or None) with their inputs."""
import json

import numpy as np


def read_net(folder, name):
    """Dense or convolutional layers of test/reference/benchmarks; linear ones without biases."""
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


def drawn_net(shape):
    """`784-256-10@300`: a relu net of these widths on 300 samples; `784-1024-10@linear`: a linear one on white data."""
    widths, samples = shape.split("@")
    widths = [int(each) for each in widths.split("-")]
    linear = samples == "linear"
    random = np.random.default_rng(0)
    layers = []
    for before, after in zip(widths, widths[1:]):
        weight = random.standard_normal((after, before)) * np.sqrt((1 if linear else 2) / before)
        layers.append((weight, None if linear else np.zeros(after)))
    if linear:
        return layers, np.sqrt(widths[0]) * np.eye(widths[0])
    return layers, random.standard_normal((int(samples), widths[0]))


def torch_net(layers, strides):
    import torch

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
    return torch.nn.Sequential(*modules)
