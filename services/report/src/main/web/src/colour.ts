/** Colour maps: from a level 0..255 to red, green and blue. */

// matplotlib's tables at 18 equal distances; between them colours are interpolated.
const ANCHORS: Record<string, string> = {
  inferno: '0000040a07221e0c45380962510e6c69166e801f6c982766b0315bc63d4dd94d3de9612bf47918fa9407fcb014f8cd37f2ea69fcffa4',
  viridis: '440154481769472a7a433d843d4e8a355e8d2e6d8e297b8e23898e1f978b21a5852eb37c46c06f65cb5e89d548b0dd2fd8e219fde725',
  turbo: '30123b3f3e9c4666dd458cfd2fb2f41ad4d022ebaa52fa7a8bff4bb7f735dbe236f5c53afea130f9751de84b0cce2d04a916017a0403',
};

export const COLOUR_MAPS = ['inferno', 'viridis', 'turbo', 'jet'];

const TABLES = new Map<string, Uint8Array>();

/** 256 colours of four bytes, opaque. */
export function table(name: string): Uint8Array {
  let colours = TABLES.get(name);
  if (!colours) {
    colours = name === 'jet' ? jet() : interpolated(ANCHORS[name] ?? ANCHORS.inferno);
    TABLES.set(name, colours);
  }
  return colours;
}

function interpolated(anchors: string): Uint8Array {
  const points = anchors.length / 6;
  const channel = (point: number, c: number) => parseInt(anchors.substr(6 * point + 2 * c, 2), 16);
  const colours = new Uint8Array(1024).fill(255);
  for (let level = 0; level < 256; level++) {
    const place = (level / 255) * (points - 1);
    const low = Math.min(Math.floor(place), points - 2);
    for (let c = 0; c < 3; c++) {
      colours[4 * level + c] = Math.round(channel(low, c) + (channel(low + 1, c) - channel(low, c)) * (place - low));
    }
  }
  return colours;
}

// OpenCV's JET: four linear ramps, rounded half to even, and its one entry that departs from them.
function jet(): Uint8Array {
  const colours = new Uint8Array(1024).fill(255);
  const channel = (value: number) => halfToEven(Math.min(255, Math.max(0, value)));
  for (let i = 0; i < 256; i++) {
    colours[4 * i] = channel(Math.min(4 * i - 382.5, 1147.5 - 4 * i));
    colours[4 * i + 1] = channel(Math.min(4 * i - 127.5, 892.5 - 4 * i));
    colours[4 * i + 2] = channel(Math.min(4 * i + 127.5, 637.5 - 4 * i));
  }
  colours.set([0xfe, 0xff, 0x01], 4 * 159);
  return colours;
}

function halfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** Opacity of a level where low values are faded: none below a tenth, all above a half. */
export function faded(value: number): number {
  const t = Math.min(1, Math.max(0, (value - 0.1) / 0.4));
  return t * t * (3 - 2 * t);
}
