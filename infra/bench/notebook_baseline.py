"""What a notebook has today: transformers and pytorch-grad-cam on the CPU, timed for `./camstream bench --peer`.

    python notebook_baseline.py CHECKPOINT IMAGES [--processes N]

Needs torch, transformers, grad-cam and Pillow. Answers each line on standard input, a JSON object, with one line on
standard output:

    {"measure": "forward", "batch": 8, "processes": 2, "threads": 1, "seconds": 2}
    {"images": 64, "ms": 71.2, "cpu_ms": 139.8}

`ms` and `cpu_ms` are wall-clock and processor time for one image; `processes` work side by side, each with `threads`.
`measure` is one of

    forward   the network alone, on ready pixel values
    maps      prediction and Grad-CAM, Grad-CAM++ and Layer-CAM of every class, on ready pixel values
    overlays  the same from the image file, each map laid over the image and written (batch is 1)
    notebook  prediction, Grad-CAM and Layer-CAM of the predicted class, three pictures, one JSON file (batch is 1)

The first line of all tells the versions. It ends when its input ends.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
import transformers
from PIL import Image
from pytorch_grad_cam import GradCAM, GradCAMPlusPlus, LayerCAM
from pytorch_grad_cam.utils.image import show_cam_on_image
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

IMAGE_TYPES = (".bmp", ".png", ".jpg")
METHODS = (GradCAM, GradCAMPlusPlus, LayerCAM)
START_LIMIT_SECONDS = 300


class LogitsOnly(torch.nn.Module):
    """pytorch-grad-cam wants a tensor where transformers returns an object."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return self.model(pixels).logits


class Notebook:
    """One process's model and images."""

    def __init__(self, checkpoint, images):
        loaded = transformers.AutoModelForImageClassification.from_pretrained(checkpoint).eval()
        self.processor = transformers.AutoImageProcessor.from_pretrained(checkpoint, use_fast=False)
        self.classes = range(loaded.config.num_labels)
        self.model = LogitsOnly(loaded)
        self.layers = [loaded.base_model.encoder.stages[-1].layers[-1]]
        self.files = sorted(p for p in Path(images).rglob("*") if p.suffix in IMAGE_TYPES)
        self.pixels = torch.cat([self.preprocessed(f) for f in self.files[:64]])
        self.next = 0

    def preprocessed(self, file):
        return self.processor(Image.open(file).convert("RGB"), return_tensors="pt").pixel_values

    def ready_batch(self, size):
        chosen = [(self.next + i) % len(self.pixels) for i in range(size)]
        self.next += size
        return self.pixels[chosen]

    def next_file(self):
        file = self.files[self.next % len(self.files)]
        self.next += 1
        return file

    def predict(self, pixels):
        with torch.no_grad():
            return self.model(pixels).softmax(1)

    def forward(self, batch):
        self.predict(self.ready_batch(batch))

    def maps(self, batch):
        pixels = self.ready_batch(batch)
        self.predict(pixels)
        for method in METHODS:
            with method(self.model, self.layers) as cam:
                for k in self.classes:
                    cam(pixels, targets=[ClassifierOutputTarget(k)] * batch)

    def overlays(self, _batch):
        file = self.next_file()
        pixels, picture = self.preprocessed(file), self.picture(file)
        self.predict(pixels)
        with tempfile.TemporaryDirectory() as folder:
            for method in METHODS:
                with method(self.model, self.layers) as cam:
                    for k in self.classes:
                        heat = cam(pixels, targets=[ClassifierOutputTarget(k)])[0]
                        self.save(picture, heat, Path(folder, f"{method.__name__}_{k}.png"))

    def notebook(self, _batch):
        file = self.next_file()
        pixels, picture = self.preprocessed(file), self.picture(file)
        probabilities = self.predict(pixels)[0]
        predicted = ClassifierOutputTarget(int(probabilities.argmax()))
        with tempfile.TemporaryDirectory() as folder:
            Image.open(file).convert("RGB").save(Path(folder, "original.png"))
            for method in (GradCAM, LayerCAM):
                with method(self.model, self.layers) as cam:
                    self.save(picture, cam(pixels, targets=[predicted])[0], Path(folder, f"{method.__name__}.png"))
            Path(folder, "results.json").write_text(json.dumps(probabilities.tolist()))

    def picture(self, file):
        """The image at the size of the maps, 0..1."""
        height, width = self.pixels.shape[2:]
        return np.asarray(Image.open(file).convert("RGB").resize((width, height)), np.float32) / 255

    @staticmethod
    def save(picture, heat, file):
        Image.fromarray(show_cam_on_image(picture, heat, use_rgb=True)).save(file)


MEASURES = {name: getattr(Notebook, name) for name in ("forward", "maps", "overlays", "notebook")}

notebook = None  # of a process of the pool
together = None


def open_notebook(checkpoint, images, barrier):
    global notebook, together
    notebook = Notebook(checkpoint, images)
    together = barrier


def wait_for_all():
    """Keeps a process from taking the task that is meant for another."""
    together.wait(START_LIMIT_SECONDS)


def repeat(request):
    """Runs one measure until its time is over, after one run that does not count."""
    torch.set_num_threads(request["threads"])
    measure, batch = MEASURES[request["measure"]], request["batch"]
    measure(notebook, batch)
    if request["processes"] > 1:
        wait_for_all()
    images, start, cpu = 0, time.perf_counter(), time.process_time()
    while images == 0 or time.perf_counter() - start < request["seconds"]:
        measure(notebook, batch)
        images += batch
    return images, time.perf_counter() - start, time.process_time() - cpu


def answer(pool, request):
    runs = list(pool.map(repeat, [request] * request["processes"]))
    images = sum(run[0] for run in runs)
    rate = sum(run[0] / run[1] for run in runs)
    return {"images": images, "ms": 1e3 / rate, "cpu_ms": 1e3 * sum(run[2] for run in runs) / images}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("images")
    parser.add_argument("--processes", type=int, default=2, help="how many may work side by side at most")
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(options.processes)
    initial = (options.checkpoint, options.images, barrier)
    with ProcessPoolExecutor(options.processes, context, open_notebook, initial) as pool:
        for started in [pool.submit(wait_for_all) for _ in range(options.processes)]:
            started.result()
        versions = {"torch": torch.__version__, "transformers": transformers.__version__}
        print(json.dumps(versions), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(pool, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
