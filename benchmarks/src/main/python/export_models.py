#!/usr/bin/env python3
"""Exports models by Keras itself: as ONNX, as others are to be given them, and as HDF5, which stock DL4J reads.

    python export_models.py FOLDER MODEL...

For MODEL with the name m.keras or m.h5 this writes FOLDER/m.onnx and FOLDER/m.legacy.h5. What Keras cannot export leaves
m.onnx.refused, in which the reason stands. Files that are there already stay. Needs tf2onnx and onnx for ONNX.
"""
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np


def onnx(model, target):
    shapes = [tuple(size or 1 for size in tensor.shape) for tensor in model.inputs]
    zeros = [np.zeros(shape, tensor.dtype) for shape, tensor in zip(shapes, model.inputs)]
    model(zeros if len(zeros) > 1 else zeros[0])  # Keras exports only what was called
    model.export(target, format="onnx", verbose=False)


def legacy(model, target):
    model.save(target)


def main():
    folder = sys.argv[1]
    for source in sys.argv[2:]:
        name = os.path.splitext(os.path.basename(source))[0]
        for ending, write in (".onnx", onnx), (".legacy.h5", legacy):
            target = os.path.join(folder, name + ending)
            refused = target + ".refused"
            if os.path.exists(target) or os.path.exists(refused):
                continue
            part = os.path.join(folder, name + ".part" + ending)
            try:
                write(keras.models.load_model(source, compile=False), part)
                os.replace(part, target)
                print("written: " + target, flush=True)
            except Exception as e:  # whatever it is, the comparison tells it
                with open(refused, "w") as file:
                    file.write("%s: %s" % (type(e).__name__, str(e).strip().splitlines()[0]))
                print("refused: %s, %s" % (target, e), flush=True)


if __name__ == "__main__":
    main()
