/** Draws many maps over the cards of the grid: on the GPU, or with the canvas where there is none. */
import { faded, table } from './colour';
import { finalMap, type LowMap, resized, scaleOf } from './heat';

export interface MapPlace {
  low: LowMap;
  /** The scale of several maps; null: the map's own. */
  shared: [number, number] | null;
  /** Where the map belongs, in CSS pixels of the canvas. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface MapStyle {
  colormap: string;
  /** 0..1 */
  opacity: number;
  fade: boolean;
}

const LARGEST_MAP = 64;
const ATLAS = 2048;
const FALLBACK_PIXELS = 96;

const VERTEX = `
attribute vec2 place;
attribute vec2 texel;
varying vec2 at;
uniform vec2 size;
uniform vec2 atlas;
void main() {
  at = texel / atlas;
  gl_Position = vec4(place.x / size.x * 2.0 - 1.0, 1.0 - place.y / size.y * 2.0, 0.0, 1.0);
}`;

const FRAGMENT = `
precision mediump float;
varying vec2 at;
uniform sampler2D maps;
uniform sampler2D colours;
uniform float opacity;
uniform float fade;
void main() {
  float value = texture2D(maps, at).r;
  float t = clamp((value - 0.1) / 0.4, 0.0, 1.0);
  float alpha = opacity * mix(1.0, t * t * (3.0 - 2.0 * t), fade);
  vec3 colour = texture2D(colours, vec2((value * 255.0 + 0.5) / 256.0, 0.5)).rgb;
  gl_FragColor = vec4(colour * alpha, alpha);
}`;

export interface Overlay {
  readonly kind: 'webgl' | '2d';
  setMaps(maps: MapPlace[], width: number, height: number): void;
  paint(style: MapStyle): void;
}

export function overlayOn(canvas: HTMLCanvasElement, plain = false): Overlay {
  if (!plain) {
    try {
      return new GpuOverlay(canvas);
    } catch {
      // Without WebGL the maps are drawn by the processor.
    }
  }
  return new CanvasOverlay(canvas);
}

function fit(canvas: HTMLCanvasElement, width: number, height: number, most: number): number {
  const ratio = Math.min(window.devicePixelRatio || 1, most / Math.max(1, width, height));
  const w = Math.max(1, Math.round(width * ratio));
  const h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  canvas.style.width = width + 'px';
  canvas.style.height = height + 'px';
  return ratio;
}

class GpuOverlay implements Overlay {
  readonly kind = 'webgl';
  private readonly gl: WebGLRenderingContext;
  private program: WebGLProgram | null = null;
  private vertices: WebGLBuffer | null = null;
  private maps: WebGLTexture | null = null;
  private colours: WebGLTexture | null = null;
  private colormap = '';
  private count = 0;
  private size: [number, number] = [1, 1];
  private atlasHeight = 1;
  private last: { maps: MapPlace[]; style: MapStyle | null } = { maps: [], style: null };

  constructor(private readonly canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl', { alpha: true, premultipliedAlpha: true, antialias: false, preserveDrawingBuffer: false });
    if (!gl) {
      throw new Error('no WebGL');
    }
    this.gl = gl;
    this.prepare();
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => {
      this.prepare();
      this.setMaps(this.last.maps, this.size[0], this.size[1]);
      if (this.last.style) {
        this.paint(this.last.style);
      }
    });
  }

  private prepare(): void {
    const gl = this.gl;
    const program = gl.createProgram() as WebGLProgram;
    for (const [type, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(type) as WebGLShader;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error('no shaders');
    }
    gl.useProgram(program);
    this.program = program;
    this.vertices = gl.createBuffer();
    this.maps = this.texture(0, gl.LINEAR);
    this.colours = this.texture(1, gl.NEAREST);
    this.colormap = '';
    gl.uniform1i(gl.getUniformLocation(program, 'maps'), 0);
    gl.uniform1i(gl.getUniformLocation(program, 'colours'), 1);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.BLEND);
  }

  private texture(unit: number, filter: number): WebGLTexture {
    const gl = this.gl;
    const texture = gl.createTexture() as WebGLTexture;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }

  setMaps(maps: MapPlace[], width: number, height: number): void {
    const gl = this.gl;
    this.last.maps = maps;
    this.size = [width, height];
    fit(this.canvas, width, height, Math.min(4096, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number));
    let slotW = 3;
    let slotH = 3;
    for (const { low } of maps) {
      slotW = Math.max(slotW, Math.min(LARGEST_MAP, low.w) + 2);
      slotH = Math.max(slotH, Math.min(LARGEST_MAP, low.h) + 2);
    }
    const perRow = Math.floor(ATLAS / slotW);
    const rows = Math.max(1, Math.ceil(maps.length / perRow));
    this.atlasHeight = rows * slotH;
    const atlas = new Uint8Array(ATLAS * this.atlasHeight);
    const vertices = new Float32Array(maps.length * 24);
    maps.forEach((place, i) => {
      const left = (i % perRow) * slotW;
      const top = Math.floor(i / perRow) * slotH;
      const [w, h] = intoAtlas(place, atlas, left, top);
      const [x0, y0, x1, y1] = [place.x, place.y, place.x + place.width, place.y + place.height];
      const [u0, v0, u1, v1] = [left + 1, top + 1, left + 1 + w, top + 1 + h];
      vertices.set([x0, y0, u0, v0, x1, y0, u1, v0, x0, y1, u0, v1, x0, y1, u0, v1, x1, y0, u1, v0, x1, y1, u1, v1], 24 * i);
    });
    this.count = maps.length * 6;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.maps);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.LUMINANCE, ATLAS, this.atlasHeight, 0, gl.LUMINANCE, gl.UNSIGNED_BYTE, atlas);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vertices);
    gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.STATIC_DRAW);
  }

  paint(style: MapStyle): void {
    const gl = this.gl;
    const program = this.program as WebGLProgram;
    this.last.style = style;
    if (this.colormap !== style.colormap) {
      gl.activeTexture(gl.TEXTURE1);
      gl.bindTexture(gl.TEXTURE_2D, this.colours);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, table(style.colormap));
      this.colormap = style.colormap;
    }
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.count === 0) {
      return;
    }
    gl.useProgram(program);
    gl.uniform2f(gl.getUniformLocation(program, 'size'), this.size[0], this.size[1]);
    gl.uniform2f(gl.getUniformLocation(program, 'atlas'), ATLAS, this.atlasHeight);
    gl.uniform1f(gl.getUniformLocation(program, 'opacity'), style.opacity);
    gl.uniform1f(gl.getUniformLocation(program, 'fade'), style.fade ? 1 : 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vertices);
    const place = gl.getAttribLocation(program, 'place');
    const texel = gl.getAttribLocation(program, 'texel');
    gl.enableVertexAttribArray(place);
    gl.enableVertexAttribArray(texel);
    gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 16, 0);
    gl.vertexAttribPointer(texel, 2, gl.FLOAT, false, 16, 8);
    gl.drawArrays(gl.TRIANGLES, 0, this.count);
  }
}

// Edges are repeated around each map, so that interpolation at its border takes nothing of its neighbours.
function intoAtlas(place: MapPlace, atlas: Uint8Array, left: number, top: number): [number, number] {
  const { low } = place;
  const w = Math.min(LARGEST_MAP, low.w);
  const h = Math.min(LARGEST_MAP, low.h);
  const values = w === low.w && h === low.h ? low.values : resized(low.values, low.h, low.w, h, w);
  const [from, to] = place.shared ?? scaleOf(low);
  const scale = 255 / (to - from || 1);
  for (let y = -1; y <= h; y++) {
    const row = Math.min(h - 1, Math.max(0, y)) * w;
    const start = (top + 1 + y) * ATLAS + left + 1;
    for (let x = -1; x <= w; x++) {
      const level = (values[row + Math.min(w - 1, Math.max(0, x))] - from) * scale;
      atlas[start + x] = level < 0 ? 0 : level > 255 ? 255 : level + 0.5;
    }
  }
  return [w, h];
}

class CanvasOverlay implements Overlay {
  readonly kind = '2d';
  private maps: MapPlace[] = [];
  private pictures: HTMLCanvasElement[] = [];
  private drawnFor = '';
  private ratio = 1;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  setMaps(maps: MapPlace[], width: number, height: number): void {
    this.ratio = fit(this.canvas, width, height, 4096);
    this.maps = maps;
    this.drawnFor = '';
  }

  paint(style: MapStyle): void {
    const context = this.canvas.getContext('2d');
    if (!context) {
      return;
    }
    const wanted = style.colormap + style.fade;
    if (this.drawnFor !== wanted) {
      this.pictures = this.maps.map((place) => heatPicture(finalMap(place.low, FALLBACK_PIXELS, FALLBACK_PIXELS, place.shared), FALLBACK_PIXELS, FALLBACK_PIXELS, style));
      this.drawnFor = wanted;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.scale(this.ratio, this.ratio);
    context.globalAlpha = style.opacity;
    this.maps.forEach((place, i) => context.drawImage(this.pictures[i], place.x, place.y, place.width, place.height));
    context.globalAlpha = 1;
  }
}

/** A final map as a picture with colours, and with transparency where low values are faded. */
export function heatPicture(final: Float32Array, h: number, w: number, style: { colormap: string; fade: boolean }): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  picture.width = w;
  picture.height = h;
  const context = picture.getContext('2d') as CanvasRenderingContext2D;
  const pixels = context.createImageData(w, h);
  const colours = table(style.colormap);
  for (let i = 0; i < final.length; i++) {
    const value = Math.min(1, Math.max(0, final[i]));
    const at = 4 * Math.trunc(255 * value);
    pixels.data[4 * i] = colours[at];
    pixels.data[4 * i + 1] = colours[at + 1];
    pixels.data[4 * i + 2] = colours[at + 2];
    pixels.data[4 * i + 3] = style.fade ? 255 * faded(value) : 255;
  }
  context.putImageData(pixels, 0, 0);
  return picture;
}
