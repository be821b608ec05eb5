#!/usr/bin/env python3
"""Predicts as it is told, line by line on standard input; each answer is a line that begins with "= ".

    python infer_child.py keras|onnxruntime THREADS MODEL INPUTS ROWS

INPUTS holds the inputs of ROWS rows as float32; larger batches repeat them.

    load            the seconds from the file to a model
    first WAY       the seconds of the first prediction, of one row
    batch ROWS      makes a batch ready
    run WAY TIMES   predicts the batch; nanoseconds of each time
    write WAY FILE  predicts the batch and writes the outputs as float32
    peak            the most bytes that the process had in memory

WAY is predict or call for Keras, run for ONNX Runtime.
"""
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np


class Keras:
    """Keras on TensorFlow: its own predict, and the model within one compiled function."""

    def __init__(self, threads):
        import keras
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
        self.keras, self.tf = keras, tf
        self.name = "Keras %s, TensorFlow %s" % (keras.__version__, tf.__version__)

    def load(self, path):
        self.model = model = self.keras.models.load_model(path, compile=False)
        compiled = self.tf.function(lambda x: model(x, training=False))
        self.ways = {
            "predict": lambda x: model.predict(x, batch_size=len(x), verbose=0),
            "call": lambda x: compiled(x).numpy(),
        }

    def dtype(self):
        return self.model.inputs[0].dtype

    def shape(self):
        return self.model.inputs[0].shape[1:]


class OnnxRuntime:
    """Python's ONNX Runtime with its own options."""

    def __init__(self, threads):
        import onnxruntime

        self.onnxruntime, self.threads = onnxruntime, threads
        self.name = "ONNX Runtime %s" % onnxruntime.__version__

    def load(self, path):
        options = self.onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        session = self.onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.input = session.get_inputs()[0]
        self.ways = {"run": lambda x: session.run(None, {self.input.name: x})[0]}

    def dtype(self):
        return {"tensor(float)": "float32", "tensor(int32)": "int32", "tensor(int64)": "int64"}[self.input.type]

    def shape(self):
        return self.input.shape[1:]


class Orders:
    def __init__(self, runner, model, inputs, rows):
        self.runner, self.model = runner, model
        self.base = np.fromfile(inputs, "float32").reshape(rows, -1)

    def batch(self, rows):
        flat = np.resize(self.base, (rows, self.base.shape[1]))
        self.x = np.ascontiguousarray(flat.reshape((rows,) + tuple(self.runner.shape())), self.runner.dtype())
        return "ok"

    def load(self):
        start = time.perf_counter()
        self.runner.load(self.model)
        return time.perf_counter() - start

    def first(self, way):
        self.batch(1)
        start = time.perf_counter()
        self.runner.ways[way](self.x)
        return time.perf_counter() - start

    def run(self, way, times):
        predict, x, taken = self.runner.ways[way], self.x, []
        for _ in range(int(times)):
            start = time.perf_counter_ns()
            predict(x)
            taken.append(time.perf_counter_ns() - start)
        return " ".join(map(str, taken))

    def write(self, way, file):
        np.ascontiguousarray(self.runner.ways[way](self.x), "float32").tofile(file)
        return "ok"

    def peak(self):
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))

    def answer(self, line):
        order, *words = line.split()
        arguments = [int(words[0])] if order == "batch" else words
        return getattr(self, order)(*arguments)


def main():
    kind, threads, model, inputs, rows = sys.argv[1:]
    runner = {"keras": Keras, "onnxruntime": OnnxRuntime}[kind](int(threads))
    orders = Orders(runner, model, inputs, int(rows))
    print("= ready " + runner.name, flush=True)
    for line in sys.stdin:
        try:
            print("= %s" % orders.answer(line), flush=True)
        except Exception as e:  # the other side decides what becomes of it
            print("= error %s: %s" % (type(e).__name__, " ".join(str(e).split())), flush=True)


if __name__ == "__main__":
    main()
