"""Checks the ONNX files of a folder and runs them with Python's onnxruntime.

Takes the folder. Each line of its cases.tsv is a number, the name of a case, and the shapes of its inputs; beside it lie
<number>.onnx, <number>.in<i>.f32 for each input, and <number>.out.f32, what Java computed. Prints what differs.
"""

import pathlib
import sys

import numpy
import onnx
import onnxruntime

folder = pathlib.Path(sys.argv[1])
options = onnxruntime.SessionOptions()
options.log_severity_level = 4
wrong = 0
for line in (folder / "cases.tsv").read_text(encoding="utf-8").splitlines():
    number, name, *shapes = line.split("\t")
    file = folder / f"{number}.onnx"
    try:
        onnx.checker.check_model(str(file), full_check=True)
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        inputs = {}
        for i, (described, shape) in enumerate(zip(session.get_inputs(), shapes, strict=True)):
            sizes = [int(size) for size in shape.split(",") if size]
            inputs[described.name] = numpy.fromfile(folder / f"{number}.in{i}.f32", "<f4").reshape(sizes)
        expected = session.run(None, inputs)[0]
        actual = numpy.fromfile(folder / f"{number}.out.f32", "<f4").reshape(expected.shape)
        numpy.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-5)
    except Exception as problem:  # Any problem is one of this case; the others are still checked.
        wrong += 1
        print(f"{name}: {problem}")
sys.exit(1 if wrong else 0)
