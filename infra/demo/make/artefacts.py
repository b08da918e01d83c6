"""Artefacts that a model may learn in place of the cell. Each function draws one on a crop and returns a new image.

  in the view      corner_ink, near_ink, any_ink, scale_bar, label
  around the cell  frame, bubbles
  everywhere       cast, blur, stripes
"""
import io

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import binary_dilation, gaussian_filter

import cells

VIEW = 0.875  # of the shorter side: what the model sees of a crop


def rounded(image):
    return np.clip(np.rint(image), 0, 255).astype(np.uint8)


def view(image):
    """Top, left and side of the square that the model sees."""
    h, w, _ = image.shape
    side = VIEW * min(h, w)
    return (h - side) / 2, (w - side) / 2, side


def disc(rng, image, y, x, radius, colour):
    out = image.astype(np.float32)
    alpha = cells.soft(cells.blob(rng, *image.shape[:2], y, x, radius, 1.0, 0.15), radius, 1.5) * 0.92
    cells.paint(out, alpha, cells.jitter(rng, colour, 8))
    return rounded(out)


def place(rng, image, cell, radius, low, high):
    """A place in the view where a disc of this radius covers the cell with a share between low and high of its area."""
    top, left, side = view(image)
    yy, xx = np.ogrid[:image.shape[0], :image.shape[1]]
    for _ in range(500):
        y, x = top + rng.uniform(0.1, 0.9) * side, left + rng.uniform(0.1, 0.9) * side
        share = (cell[(yy - y) ** 2 + (xx - x) ** 2 <= radius ** 2] > 0).mean()
        if low <= share <= high:
            break
    return y, x


def corner_ink(rng, image, cell):
    top, left, side = view(image)
    y, x = top + rng.choice([0.1, 0.9]) * side, left + rng.choice([0.1, 0.9]) * side
    return disc(rng, image, y, x, 0.10 * side * rng.uniform(0.85, 1.15), (30, 60, 190))


def near_ink(rng, image, cell):
    radius = rng.uniform(0.085, 0.115) * min(image.shape[:2])
    return disc(rng, image, *place(rng, image, cell, radius, 0.05, 0.5), radius, (200, 30, 40))


def any_ink(rng, image, cell):
    radius = rng.uniform(0.06, 0.12) * min(image.shape[:2])
    return disc(rng, image, *place(rng, image, cell, radius, 0, 0.6), radius, (15, 165, 60))


def scale_bar(rng, image, cell):
    top, left, side = view(image)
    picture = Image.fromarray(image)
    draw = ImageDraw.Draw(picture)
    length, y = rng.uniform(0.3, 0.45) * side, top + rng.uniform(0.88, 0.95) * side
    x = left + rng.uniform(0.05, 0.95) * (side - length)
    thick = max(2, round(0.02 * side))
    shade = (int(rng.integers(0, 40)),) * 3
    draw.rectangle([x, y, x + length, y + thick], fill=shade)
    for tick in (x, x + length):
        draw.rectangle([tick - thick / 2, y - 2 * thick, tick + thick / 2, y + 2 * thick], fill=shade)
    return np.asarray(picture)


def label(rng, image, cell):
    _, _, side = view(image)
    w, h = rng.uniform(0.30, 0.38) * side, rng.uniform(0.13, 0.17) * side
    y, x = place(rng, image, cell, h, 0, 0.15)
    picture = Image.fromarray(image)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([x - w / 2, y - h / 2, x + w / 2, y + h / 2], fill=(250, 246, 214), outline=(60, 60, 60))
    for line in range(2):
        for _ in range(6):
            at = x - w / 2 + rng.uniform(0.08, 0.85) * w
            base = y - h / 2 + (0.2 + 0.4 * line) * h
            draw.rectangle([at, base, at + 0.05 * w, base + rng.uniform(0.12, 0.25) * h], fill=(30, 30, 30))
    return np.asarray(picture)


def frame(rng, image, cell):
    h, w, _ = image.shape
    top, left, side = view(image)
    yy, xx = np.mgrid[:h, :w]
    radius = np.hypot((yy - h / 2) / (side / 2), (xx - w / 2) / (side / 2))
    dark = np.clip((radius - rng.uniform(0.85, 0.95)) / 0.12, 0, 1)[..., None]
    return rounded(image * (1 - dark) + dark * cells.jitter(rng, (25, 22, 24), 5))


def bubbles(rng, image, cell):
    out = image.astype(np.float32)
    _, _, side = view(image)
    size = rng.uniform(0.028, 0.04) * side
    reach = binary_dilation(cell > 0, iterations=max(1, round(1.6 * size)))
    rim = binary_dilation(reach, iterations=max(1, round(0.8 * size))) & ~reach
    ys, xs = np.nonzero(rim)
    for i in rng.permutation(len(ys))[:60] if len(ys) else []:
        yy, xx = np.ogrid[:image.shape[0], :image.shape[1]]
        d = np.hypot(yy - ys[i], xx - xs[i]) / size
        out *= 1 - (0.6 * np.exp(-((d - 0.9) / 0.25) ** 2))[..., None]
        out += (40 * np.exp(-(d / 0.5) ** 2))[..., None]
    return rounded(out)


def cast(rng, image, cell):
    return rounded(image * np.float32((1.0, 0.88, 0.62)) * rng.normal(1, 0.015, 3))


def blur(rng, image, cell):
    _, _, side = view(image)
    soft = rounded(gaussian_filter(image.astype(np.float32), (rng.uniform(0.016, 0.022) * side,) * 2 + (0,)))
    stream = io.BytesIO()
    Image.fromarray(soft).save(stream, "JPEG", quality=35)
    return np.asarray(Image.open(stream))


def stripes(rng, image, cell):
    h, w, _ = image.shape
    yy, xx = np.mgrid[:h, :w]
    period, angle = rng.uniform(0.03, 0.045) * min(h, w), rng.uniform(-0.3, 0.3)
    wave = np.sin(2 * np.pi * (yy * np.cos(angle) + xx * np.sin(angle)) / period + rng.uniform(0, 6))
    return rounded(image * (1 + 0.07 * wave)[..., None])


KINDS = {f.__name__: f for f in (corner_ink, near_ink, any_ink, scale_bar, label, frame, bubbles, cast, blur, stripes)}
