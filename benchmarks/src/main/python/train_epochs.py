#!/usr/bin/env python3
"""Epochs of fit by Keras on MNIST, one for each line on standard input; the answer is the loss and the seconds that it took.

    python train_epochs.py MODEL ROWS THREADS FOLDER

FOLDER holds train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz. The optimizer is that of the file, begun anew.
"""
import gzip
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf


def read(folder, name, header):
    with gzip.open(os.path.join(folder, name)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def main():
    path, rows, threads, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    model = keras.models.load_model(path)
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    images = read(folder, "train-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28, 1)
    labels = read(folder, "train-labels-idx1-ubyte.gz", 8)
    x = images.astype("float32") / 255
    y = np.eye(10, dtype="float32")[labels]
    print("ready Keras %s, TensorFlow %s" % (keras.__version__, tf.__version__), flush=True)
    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        history = model.fit(x[:count], y[:count], batch_size=rows, epochs=1, verbose=0)
        print("%r %r" % (history.history["loss"][0], time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
