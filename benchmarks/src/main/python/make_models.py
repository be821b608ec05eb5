#!/usr/bin/env python3
"""Writes the models of the comparison that are not trained: a MobileNet, residual blocks, an LSTM, a small transformer,
and convolutions one behind the other, of several depths.

    python make_models.py FOLDER

Made by Keras 3 with weights drawn from a fixed seed. A file that is there already stays.
"""
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
from keras import layers, ops

#: The words that the transformer knows, and how many it reads at once.
WORDS, PLACES = 1000, 64


def mobilenet():
    """MobileNet of half width on pictures of 96 x 96."""
    return keras.applications.MobileNet(input_shape=(96, 96, 3), alpha=0.5, weights=None, classes=100)


def resnet():
    """Residual blocks as in ResNet: two of 32 channels on 32 x 32, two of 64 on half of that."""

    def normalised(x, filters, kernel, strides=1):
        x = layers.Conv2D(filters, kernel, strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    def block(x, filters, strides):
        short = x if strides == 1 else normalised(x, filters, 1, strides)
        x = layers.ReLU()(normalised(x, filters, 3, strides))
        return layers.ReLU()(layers.Add()([normalised(x, filters, 3), short]))

    pictures = x = keras.Input((32, 32, 3))
    x = layers.ReLU()(normalised(x, 32, 3))
    for filters, strides in (32, 1), (32, 1), (64, 2), (64, 1):
        x = block(x, filters, strides)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(pictures, layers.Dense(10, activation="softmax")(x))


def lstm():
    """Two layers of LSTM over 48 steps of 32 numbers."""
    return keras.Sequential(
        [
            keras.Input((48, 32)),
            layers.LSTM(128, return_sequences=True),
            layers.LSTM(64),
            layers.Dense(10, activation="softmax"),
        ]
    )


def transformer():
    """Two blocks of a transformer's encoder: four heads, 64 places of 64 numbers; relu, since Keras cannot export its gelu as ONNX."""
    words = keras.Input((PLACES,), dtype="int32")
    x = layers.Embedding(WORDS, 64)(words)
    places = ops.cumsum(ops.ones_like(words), axis=1)  # from 1 on
    x = layers.Add()([x, layers.Embedding(PLACES + 1, 64)(places)])
    for _ in range(2):
        attended = layers.MultiHeadAttention(4, 16)(x, x)
        x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, attended]))
        hidden = layers.Dense(64)(layers.Dense(256, activation="relu")(x))
        x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, hidden]))
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(words, layers.Dense(10, activation="softmax")(x))


def depth(count):
    """As many convolutions of 32 channels on 28 x 28, one behind the other."""
    convolutions = [layers.Conv2D(32, 3, padding="same", activation="relu") for _ in range(count)]
    rest = [layers.GlobalAveragePooling2D(), layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((28, 28, 1))] + convolutions + rest)


def unsettle(model, seed):
    """Normalisations that change something: fresh ones would be left out by whoever looks closely."""
    random = np.random.default_rng(seed)
    for variable in model.variables:
        kind = variable.path.rsplit("/", 1)[-1]
        shape = variable.shape
        if kind in ("gamma", "moving_variance"):
            variable.assign(random.uniform(0.5, 1.5, shape).astype("float32"))
        elif kind in ("beta", "moving_mean", "bias"):
            variable.assign(random.uniform(-0.2, 0.2, shape).astype("float32"))


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    makers = {make.__name__: make for make in (mobilenet, resnet, lstm, transformer)}
    for count in 4, 8, 16, 32:
        makers["depth_%d" % count] = lambda count=count: depth(count)
    for seed, (name, make) in enumerate(makers.items()):
        target = os.path.join(folder, name + ".keras")
        if os.path.exists(target):
            continue
        keras.utils.set_random_seed(seed)
        model = make()
        unsettle(model, seed)
        part = target.replace(".keras", ".part.keras")
        model.save(part)
        os.replace(part, target)
        print("written: %s, %d weights" % (target, model.count_params()), flush=True)


if __name__ == "__main__":
    main()
