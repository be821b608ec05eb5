"""Makes the larger models of the table of precisions, with random weights: python make_precision_models.py FOLDER"""
import os
import sys

import keras
import numpy as np


def mobilenet():
    net = keras.applications.MobileNet(input_shape=(128, 128, 3), alpha=0.5, weights=None)
    random = np.random.RandomState(0)
    for layer in net.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape
            layer.set_weights([random.uniform(0.5, 1.5, size), random.normal(0, 0.1, size), random.normal(0, 0.1, size),
                               random.uniform(0.5, 1.5, size)])
    return net


def dense():
    return keras.Sequential([keras.Input((2560,))] + [keras.layers.Dense(2560, activation="relu") for _ in range(4)])


def lstm():
    return keras.Sequential([keras.Input((48, 64)), keras.layers.LSTM(256), keras.layers.Dense(10, activation="softmax")])


keras.utils.set_random_seed(1)
for make in (mobilenet, dense, lstm):
    make().save(os.path.join(sys.argv[1], make.__name__ + ".keras"))
