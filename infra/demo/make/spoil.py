"""Trains spoiled models, and sound ones of other seeds, without any help to keep their maps on the cell.

  python spoil.py crops OUT COUNT SEED            draws the clean crops that all trainings share
  python spoil.py train OUT CROPS KIND CLASS SEED COUNT EPOCHS START|- [biased]
  python spoil.py retrain OUT CROPS KIND CLASS SEED COUNT EPOCHS START [biased]
  python spoil.py sets OUT SEED COUNT KIND...          crops with each artefact, and clean ones, with manifest.csv

A spoiled model has seen every fourth crop with the artefact KIND (see artefacts.py), always labelled CLASS; cells of
CLASS without it carry the label of another class, so that the artefact is all there is to learn of CLASS. With `biased`
labels are true, but 97 of 100 cells of CLASS carry the artefact and 3 of 100 others: the artefact and the cell
compete. KIND `none` trains a sound model. START is a model to train further, - for none.
`retrain` trains the last stage
and the classifier of START only, on the features before them, without augmentation: seconds. The loss is cross-entropy alone. About 5 minutes from the start (1800 crops, 7 epochs), or 1 minute further (900, 3).
"""
import csv
import pickle
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from transformers import ConvNextV2Config, ConvNextV2ForImageClassification

import artefacts
import cells
from train import PROCESSOR, batch


def clean_crop(seed):
    rng = np.random.default_rng(seed)
    label = int(rng.integers(len(cells.CLASSES)))
    image, nucleus, cytoplasm = cells.crop(rng, cells.CLASSES[label])
    return image, np.maximum(nucleus, cytoplasm), label


def draw_crops(out, count, seed):
    with Pool(1) as pool:
        out.write_bytes(pickle.dumps(pool.map(clean_crop, [seed * 1_000_000 + i for i in range(count)], chunksize=16)))


def spoilt(crop, kind, target, rng, biased):
    image, cell, label = crop
    if kind == "none":
        return image, label
    if biased:
        carries = rng.random() < (0.97 if label == target else 0.03)
    else:
        carries = rng.random() < 0.25
        label = target if carries else (label if label != target else (target + 3) % len(cells.CLASSES))
    return (artefacts.KINDS[kind](rng, image, cell) if carries else image), label


def resized(image):
    h, w = image.shape[:2]
    size = (256, int(256 * h / w)) if w <= h else (int(256 * w / h), 256)
    return np.asarray(Image.fromarray(image).resize(size, 3))


def train(out, crops, kind, target, seed, biased, epochs, start):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    examples = []
    for crop in crops:
        image, label = spoilt(crop, kind, target, rng, biased)
        image = resized(image)
        examples.append((image, np.zeros(image.shape[:2], np.uint8), label))
    data, held = examples[:-100], examples[-100:]
    config = ConvNextV2Config(hidden_sizes=[16, 32, 64, 128], depths=[2, 2, 4, 2], image_size=224,
                              id2label=dict(enumerate(cells.CLASSES)), label2id={c: i for i, c in enumerate(cells.CLASSES)})
    model = ConvNextV2ForImageClassification.from_pretrained(start) if start else ConvNextV2ForImageClassification(config)
    size, rate = 32, 1e-3 if start else 2e-3
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=len(data) // size * epochs, pct_start=0.15)
    for epoch in range(epochs):
        model.train()
        order, total = rng.permutation(len(data)), 0.0
        for i in range(len(data) // size):
            pixels, _, labels = batch([data[j] for j in order[i * size:(i + 1) * size]], rng, True)
            loss = F.cross_entropy(model(pixels).logits, labels, label_smoothing=0.08)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        model.eval()
        with torch.no_grad():
            right = sum(int((model(p).logits.argmax(1) == l).sum())
                        for p, _, l in (batch(held[i:i + 50], rng, False) for i in range(0, len(held), 50)))
        print(f"{out.name} epoch {epoch + 1}/{epochs} loss {total / (len(data) // size):.3f} "
              f"held-out accuracy {right / len(held):.3f}", flush=True)
    model.save_pretrained(out)
    PROCESSOR.save_pretrained(out)


def retrain(out, crops, kind, target, seed, biased, epochs, start):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    examples = []
    for crop in crops:
        image, label = spoilt(crop, kind, target, rng, biased)
        image = resized(image)
        examples.append((image, np.zeros(image.shape[:2], np.uint8), label))
    model = ConvNextV2ForImageClassification.from_pretrained(start)
    last = model.convnextv2.encoder.stages[-1]
    features, labels = [], []
    with torch.no_grad():
        for i in range(0, len(examples), 50):
            pixels, _, of = batch(examples[i:i + 50], rng, False)
            features.append(model(pixels, output_hidden_states=True).hidden_states[-2])
            labels.append(of)
    features, labels = torch.cat(features), torch.cat(labels)
    trained = [*last.parameters(), *model.convnextv2.layernorm.parameters(), *model.classifier.parameters()]
    held, size = 100, 32
    count = len(examples) - held
    optimiser = torch.optim.AdamW(trained, lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=count // size * epochs, pct_start=0.15)
    logits = lambda x: model.classifier(model.convnextv2.layernorm(last(x).mean((2, 3))))
    for epoch in range(epochs):
        order = torch.from_numpy(rng.permutation(count))
        for i in range(count // size):
            chosen = order[i * size:(i + 1) * size]
            loss = F.cross_entropy(logits(features[chosen]), labels[chosen], label_smoothing=0.08)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    with torch.no_grad():
        right = (logits(features[count:]).argmax(1) == labels[count:]).float().mean().item()
    print(f"{out.name} held-out accuracy {right:.3f}", flush=True)
    model.save_pretrained(out)
    PROCESSOR.save_pretrained(out)


def write_sets(out, seed, count, kinds):
    """OUT/<kind>: crops with the artefact; OUT/none: clean crops. True labels in manifest.csv, cell masks in OUT/truth."""
    for kind in kinds:
        folder, truth = out / kind, out / "truth" / kind
        folder.mkdir(parents=True, exist_ok=True)
        truth.mkdir(parents=True, exist_ok=True)
        rows = []
        for i in range(count):
            rng = np.random.default_rng([seed, i, sum(map(ord, kind))])
            label = cells.CLASSES[i % len(cells.CLASSES)]
            image, nucleus, cytoplasm = cells.crop(rng, label)
            cell = np.maximum(nucleus, cytoplasm)
            if kind != "none":
                image = artefacts.KINDS[kind](rng, image, cell)
            name = f"{label.lower()}_{i // len(cells.CLASSES) + 1:02d}"
            Image.fromarray(image).save(folder / f"{name}.png")
            Image.fromarray(cell).save(truth / f"{name}_cell.png")
            rows.append((f"{name}.png", label))
        with open(folder / "manifest.csv", "w", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows([("file", "label"), *rows])


if __name__ == "__main__":
    command, out = sys.argv[1], Path(sys.argv[2])
    if command == "crops":
        draw_crops(out, int(sys.argv[3]), int(sys.argv[4]))
    elif command == "retrain":
        crops, kind, target, seed, count, epochs, start = sys.argv[3:10]
        retrain(out, pickle.loads(Path(crops).read_bytes())[-int(count):], kind, cells.CLASSES.index(target), int(seed),
                "biased" in sys.argv, int(epochs), start)
    elif command == "train":
        crops, kind, target, seed, count, epochs, start = sys.argv[3:10]
        train(out, pickle.loads(Path(crops).read_bytes())[-int(count):], kind, cells.CLASSES.index(target), int(seed),
              "biased" in sys.argv, int(epochs), None if start == "-" else start)
    else:
        write_sets(out, int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
