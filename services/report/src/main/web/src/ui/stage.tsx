/** One picture with a map over it, that can be zoomed and moved; several stages share their place. */
import { useEffect, useRef } from 'preact/hooks';
import type { ImageDetail } from '../format';
import { contour, finalMap, type LowMap, obstacle, valueAt } from '../heat';
import { heatPicture } from '../overlay';

export interface Place {
  zoom: number;
  /** The middle of the stage, in shares of the picture. */
  x: number;
  y: number;
}

export const WHOLE: Place = { zoom: 1, x: 0.5, y: 0.5 };
export const MOST_ZOOM = 40;

export interface Layer {
  title: string;
  detail: ImageDetail;
  picture: HTMLImageElement | null;
  low: LowMap | undefined;
  shared: [number, number] | null;
}

interface Props {
  layer: Layer;
  place: Place;
  style: { colormap: string; fade: boolean; opacity: number; on: boolean };
  contours: number[];
  pointer: { x: number; y: number } | null;
  onPlace: (place: Place) => void;
  onPointer: (at: { x: number; y: number } | null) => void;
}

const FINAL = 256;
const CONTOUR = 112;

function longest(detail: ImageDetail, most: number): [number, number] {
  const [, , w, h] = detail.view;
  const scale = most / Math.max(w, h, 1);
  return [Math.max(2, Math.round(h * scale)), Math.max(2, Math.round(w * scale))];
}

export function clamp(place: Place): Place {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, place.zoom));
  const half = 0.5 / zoom;
  const within = (at: number) => Math.min(1 - half, Math.max(half, at));
  return { zoom, x: within(place.x), y: within(place.y) };
}

export function Stage({ layer, place, style, contours, pointer, onPlace, onPointer }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef({ left: 0, top: 0, width: 1, height: 1 });
  const cached = useRef<{ key: unknown[]; final: Float32Array | null; heat: HTMLCanvasElement | null; lines: Float32Array[] }>({ key: [], final: null, heat: null, lines: [] });
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const { detail, low } = layer;
  const why = obstacle(low, detail.left);

  const key = [low, layer.shared?.[1], style.colormap, style.fade, contours.join(), detail];
  if (key.some((part, i) => part !== cached.current.key[i])) {
    const [h, w] = longest(detail, FINAL);
    const final = why === null && low ? finalMap(low, h, w, layer.shared) : null;
    const [ch, cw] = longest(detail, CONTOUR);
    const coarse = final && low && contours.length > 0 ? finalMap(low, ch, cw, layer.shared) : null;
    cached.current = {
      key,
      final,
      heat: final ? heatPicture(final, h, w, style) : null,
      lines: coarse ? contours.map((level) => contour(coarse, ch, cw, level)) : [],
    };
  }

  function draw(): void {
    const target = canvas.current;
    const room = box.current;
    const context = target?.getContext('2d');
    if (!target || !room || !context) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(room.clientWidth * ratio));
    const height = Math.max(1, Math.round(room.clientHeight * ratio));
    if (target.width !== width || target.height !== height) {
      target.width = width;
      target.height = height;
    }
    const base = Math.min(width / detail.w, height / detail.h) * place.zoom;
    const w = detail.w * base;
    const h = detail.h * base;
    const left = w <= width ? (width - w) / 2 : Math.min(0, Math.max(width - w, width / 2 - place.x * w));
    const top = h <= height ? (height - h) / 2 : Math.min(0, Math.max(height - h, height / 2 - place.y * h));
    frame.current = { left: left / ratio, top: top / ratio, width: w / ratio, height: h / ratio };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = base < 4 * ratio;
    context.imageSmoothingQuality = 'high';
    if (layer.picture?.complete && layer.picture.naturalWidth > 0) {
      context.drawImage(layer.picture, left, top, w, h);
    } else {
      context.fillStyle = 'rgba(128, 128, 128, 0.25)';
      context.fillRect(left, top, w, h);
    }
    const [vx, vy, vw, vh] = detail.view.map((length) => length * base);
    context.imageSmoothingEnabled = true;
    if (style.on && cached.current.heat) {
      context.globalAlpha = style.opacity / 100;
      context.drawImage(cached.current.heat, left + vx, top + vy, vw, vh);
      context.globalAlpha = 1;
    }
    if (style.on) {
      cached.current.lines.forEach((points) => outline(context, points, left + vx, top + vy, vw, vh, ratio));
    }
    veil(context, left, top, w, h, left + vx, top + vy, vw, vh, ratio);
    if (pointer) {
      cross(context, left + pointer.x * w, top + pointer.y * h, ratio);
    }
  }

  useEffect(draw);
  useEffect(() => {
    const observer = new ResizeObserver(draw);
    observer.observe(box.current as HTMLDivElement);
    const picture = layer.picture;
    picture?.addEventListener('load', draw);
    return () => {
      observer.disconnect();
      picture?.removeEventListener('load', draw);
    };
  });

  // Wheel listeners of the library are passive; this one must keep the page from scrolling.
  useEffect(() => {
    const room = box.current as HTMLDivElement;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 30 : 1;
      zoomAt(event, Math.exp(-event.deltaY * unit * 0.0016));
    };
    room.addEventListener('wheel', wheel, { passive: false });
    return () => room.removeEventListener('wheel', wheel);
  });

  function shareOf(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const bounds = (box.current as HTMLDivElement).getBoundingClientRect();
    return {
      x: (event.clientX - bounds.left - frame.current.left) / frame.current.width,
      y: (event.clientY - bounds.top - frame.current.top) / frame.current.height,
    };
  }

  function zoomAt(event: { clientX: number; clientY: number }, by: number): void {
    const at = shareOf(event);
    const zoom = Math.min(MOST_ZOOM, Math.max(1, place.zoom * by));
    const ratio = place.zoom / zoom;
    onPlace(clamp({ zoom, x: at.x + (place.x - at.x) * ratio, y: at.y + (place.y - at.y) * ratio }));
  }

  function moved(event: PointerEvent): void {
    const held = fingers.current.get(event.pointerId);
    if (!held) {
      const at = shareOf(event);
      onPointer(at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1 ? at : null);
      return;
    }
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (others.length > 0) {
      const before = Math.hypot(held.x - others[0].x, held.y - others[0].y);
      const now = Math.hypot(event.clientX - others[0].x, event.clientY - others[0].y);
      zoomAt({ clientX: (event.clientX + others[0].x) / 2, clientY: (event.clientY + others[0].y) / 2 }, now / Math.max(1, before));
    } else {
      onPlace(
        clamp({
          zoom: place.zoom,
          x: place.x - (event.clientX - held.x) / frame.current.width,
          y: place.y - (event.clientY - held.y) / frame.current.height,
        }),
      );
    }
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  const [vx, vy, vw, vh] = detail.view;
  let reading: string | null = null;
  if (pointer && cached.current.final) {
    const [h, w] = longest(detail, FINAL);
    const x = (pointer.x * detail.w - vx) / vw;
    const y = (pointer.y * detail.h - vy) / vh;
    reading = x >= 0 && x < 1 && y >= 0 && y < 1 ? valueAt(cached.current.final, h, w, x, y).toFixed(2) : 'not seen by the model';
  }
  return (
    <figure class="stage">
      <figcaption>
        <span class="class">{layer.title}</span>
        {style.on && <span class="number quiet">{reading ?? ''}</span>}
      </figcaption>
      <div
        class={'board' + (place.zoom > 1 ? ' movable' : '')}
        ref={box}
        onPointerDown={(event) => {
          fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
          (event.currentTarget as Element).setPointerCapture(event.pointerId);
        }}
        onPointerMove={moved}
        onPointerUp={(event) => fingers.current.delete(event.pointerId)}
        onPointerCancel={(event) => fingers.current.delete(event.pointerId)}
        onPointerLeave={() => onPointer(null)}
        onDblClick={(event) => zoomAt(event, place.zoom > 1 ? 1 / place.zoom : 3)}
      >
        <canvas ref={canvas} role="img" aria-label={layer.title} />
        {style.on && why && <p class="why">{why}</p>}
        {style.on && !why && low?.fragile && <p class="why">Fragile: a tiny change of the image changes this map visibly.</p>}
      </div>
    </figure>
  );
}

function outline(context: CanvasRenderingContext2D, points: Float32Array, left: number, top: number, w: number, h: number, ratio: number): void {
  context.beginPath();
  for (let i = 0; i < points.length; i += 4) {
    context.moveTo(left + points[i] * w, top + points[i + 1] * h);
    context.lineTo(left + points[i + 2] * w, top + points[i + 3] * h);
  }
  context.lineCap = 'round';
  context.strokeStyle = 'rgba(0, 0, 0, 0.55)';
  context.lineWidth = 3 * ratio;
  context.stroke();
  context.strokeStyle = '#fff';
  context.lineWidth = 1.4 * ratio;
  context.stroke();
}

// What the model did not see is veiled.
function veil(context: CanvasRenderingContext2D, left: number, top: number, w: number, h: number, x: number, y: number, vw: number, vh: number, ratio: number): void {
  if (x - left < 1 && y - top < 1 && left + w - x - vw < 1 && top + h - y - vh < 1) {
    return;
  }
  context.fillStyle = 'rgba(20, 24, 28, 0.45)';
  context.beginPath();
  context.rect(left, top, w, h);
  context.rect(x, y, vw, vh);
  context.fill('evenodd');
  context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
  context.lineWidth = ratio;
  context.strokeRect(x, y, vw, vh);
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, ratio: number): void {
  for (const [colour, width] of [['rgba(0, 0, 0, 0.6)', 3], ['#fff', 1]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.beginPath();
    context.moveTo(x - 7 * ratio, y);
    context.lineTo(x + 7 * ratio, y);
    context.moveTo(x, y - 7 * ratio);
    context.lineTo(x, y + 7 * ratio);
    context.stroke();
  }
}
