#!/usr/bin/env python3
"""Steps of training by Keras, one for each line on standard input; the answer is the loss and the seconds that it took.

    python train_steps.py MODEL ROWS THREADS

The pictures are noise of [0, 1), the labels one of ten classes. The optimizer is that of the file.
"""
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf


def main():
    path, rows, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    model = keras.models.load_model(path)
    # Anew: Keras 3 reads an older optimizer with its state, and then does not know its own variables.
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    random = np.random.default_rng(1)
    x = random.random((rows,) + model.input_shape[1:], dtype="float32")
    y = np.eye(10, dtype="float32")[random.integers(0, 10, rows)]
    print("ready Keras %s, TensorFlow %s" % (keras.__version__, tf.__version__), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        loss = model.train_on_batch(x, y)
        seconds = time.perf_counter() - start
        print("%r %r" % (float(np.asarray(loss).reshape(-1)[0]), seconds), flush=True)


if __name__ == "__main__":
    main()
