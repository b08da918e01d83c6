"""Adds maps to a golden case: layers of every kind, and the methods of torch-cam.

  python more_maps.py CASE_FOLDER CHECKPOINT LAYER,...

Needs torch 2.7.1, transformers 4.57.1, grad-cam 1.5.7, torchcam 0.5.0.

Layers inside a block hold channels last: pytorch-grad-cam is given a reshape_transform for them. torch-cam
draws noise from java.util.Random, so that its maps can be compared with ours.
"""
import gzip
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torchcam.methods as torchcam
from PIL import Image
from pytorch_grad_cam import EigenCAM, GradCAM, GradCAMPlusPlus, HiResCAM, LayerCAM, RefineCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from safetensors.torch import load, save
from transformers import AutoModelForImageClassification, ConvNextImageProcessor

METHODS = {"gradcam": GradCAM, "gradcampp": GradCAMPlusPlus, "layercam": LayerCAM, "hirescam": HiResCAM, "eigencam": EigenCAM}
CHANNELS_LAST = {"layernorm", "pwconv1", "act", "grn", "pwconv2"}


class Logits(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return self.model(pixels).logits


class JavaRandom:
    """nextGaussian of java.util.Random."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
        self.spare = None

    def bits(self, n):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.state >> (48 - n)

    def uniform(self):
        return ((self.bits(26) << 27) + self.bits(27)) * 2.0 ** -53

    def gaussian(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            v1, v2 = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = v1 * v1 + v2 * v2
            if 0 < s < 1:
                factor = math.sqrt(-2 * math.log(s) / s)
                self.spare = v2 * factor
                return v1 * factor


class JavaNormal:
    def __init__(self, seed, deviation):
        self.random, self.deviation = JavaRandom(seed), deviation

    def sample(self, size):
        count = math.prod(size)
        values = [self.deviation * self.random.gaussian() for _ in range(count)]
        return torch.tensor(np.array(values, np.float32)).reshape(tuple(size))


def layer_of(model, path):
    for part in path.split("."):
        model = model[int(part)] if part.isdigit() else getattr(model, part)
    return model


def is_channels_last(path):
    parts = path.split(".")
    return "layers" in parts and parts[-1] in CHANNELS_LAST


def raw_map(cls, model, layer, pixels, k, channels_last):
    cam, seen = cls(model, [layer], (lambda x: x.permute(0, 3, 1, 2)) if channels_last else None), []
    inner = cam.get_cam_image

    def recorder(*a):
        seen.append(inner(*a))
        return seen[-1]

    cam.get_cam_image = recorder
    cam(pixels, targets=[ClassifierOutputTarget(k)])
    cam.activations_and_grads.release()
    return torch.from_numpy(np.asarray(seen[0], np.float32))[0].clone()


def torch_cam(cls, model, layer, pixels, k, deviation=None, seed=0):
    """torch-cam's weights times the activation of the clean input.

    Its own Smooth Grad-CAM++ multiplies by that of the last noisy input, which its hook has put in place of
    the clean one; the paper does not.
    """
    with cls(model, layer, input_shape=tuple(pixels.shape[1:])) as extractor:
        if deviation is not None:
            extractor._distrib = JavaNormal(seed, deviation)
        scores = model(pixels)
        clean = extractor.hook_a[0].detach().clone()
        weights = extractor._get_weights(k, scores)[0].detach()
        return (weights[..., None, None] * clean).sum(1)[0].float().clone()


def main(folder, checkpoint, layers):
    file = folder / "expected.safetensors.gz"
    tensors = load(gzip.decompress(file.read_bytes()))
    expected = json.loads((folder / "expected.json").read_text())
    old = expected["layers"]
    model = AutoModelForImageClassification.from_pretrained(checkpoint).eval()
    processor = ConvNextImageProcessor.from_pretrained(checkpoint)
    wrapped = Logits(model).eval()
    classes = range(len(expected["classes"]))
    for n, image in enumerate(expected["images"]):
        picture = Image.open(folder / image["file"]).convert("RGB")
        pixels = processor(picture, return_tensors="pt").pixel_values
        predicted = expected["classes"].index(image["predicted_class"])
        for path in layers:
            for method, cls in METHODS.items():
                for k in [predicted] if method == "eigencam" else classes:
                    key = f"raw/{n}/{path}/{method}" + ("" if method == "eigencam" else f"/{k}")
                    layer, last = layer_of(model, path), is_channels_last(path)
                    raw = raw_map(cls, wrapped, layer, pixels, k, last)
                    tensors[key] = raw
                    moved = raw_map(cls, wrapped, layer, pixels + 1e-6 * torch.randn_like(pixels), k, last)
                    change = min((moved - raw).abs().max(), (moved + raw).abs().max()) / raw.abs().max().clamp(min=1e-12)
                    if change > 2e-5:
                        expected["sensitivity"][key] = float(f"{change:.1e}")
        if n == 0:
            refined = RefineCAM(wrapped, [layer_of(model, p) for p in old[:2]])(pixels, [ClassifierOutputTarget(predicted)])
            tensors["final/0/refinecam"] = torch.from_numpy(np.asarray(refined[0], np.float32).copy())
            for path in old[:2] if len(classes) == 3 else []:
                for k in classes:
                    layer = layer_of(model, path)
                    tensors[f"torchcam/{path}/iscam/{k}"] = torch_cam(torchcam.ISCAM, wrapped, layer, pixels, k)
                    tensors[f"torchcam/{path}/smoothgradcampp/{k}"] = torch_cam(
                        torchcam.SmoothGradCAMpp, wrapped, layer, pixels, k, 0.3)
                    if path == old[0]:
                        tensors[f"torchcam/{path}/sscam/{k}"] = torch_cam(torchcam.SSCAM, wrapped, layer, pixels, k, 2.0)
                        print(path, k, flush=True)
    expected["layers"] = old + [p for p in layers if p not in old]
    file.write_bytes(gzip.compress(save({k: v.contiguous() for k, v in tensors.items()}), 9, mtime=0))
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    print(folder.name, len(tensors), file.stat().st_size)


if __name__ == "__main__":
    torch.manual_seed(0)
    main(Path(sys.argv[1]), sys.argv[2], [path for path in sys.argv[3].split(",") if path])
