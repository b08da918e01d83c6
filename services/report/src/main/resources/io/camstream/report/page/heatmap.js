'use strict';
// From a low-resolution map to what is seen: the steps of pytorch-grad-cam (utils/image.py,
// scale_cam_image, and base_cam.py), with OpenCV's INTER_LINEAR.

var Heatmap = (function () {
  function relu(values) {
    return values.map(function (value) { return Math.max(value, 0); });
  }

  function range(values) {
    var low = Infinity, high = -Infinity;
    for (var i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    return { low: low, high: high };
  }

  // To 0..1; a constant map becomes all 0.
  function scaled(values, within) {
    var width = 1e-7 + (within.high - within.low);
    return values.map(function (value) { return (value - within.low) / width; });
  }

  // Where each target position lies between two source positions, edges repeated.
  function places(from, to) {
    var low = new Int32Array(to), high = new Int32Array(to), weight = new Float32Array(to);
    for (var d = 0; d < to; d++) {
      var place = (d + 0.5) * (from / to) - 0.5;
      var s = Math.floor(place);
      var inside = s >= 0 && s < from - 1;
      low[d] = Math.min(Math.max(s, 0), from - 1);
      high[d] = inside ? s + 1 : low[d];
      weight[d] = inside ? place - s : 0;
    }
    return { low: low, high: high, weight: weight };
  }

  function resized(values, height, width, toHeight, toWidth) {
    var xs = places(width, toWidth), ys = places(height, toHeight);
    var out = new Float32Array(toHeight * toWidth);
    for (var y = 0; y < toHeight; y++) {
      var top = ys.low[y] * width, bottom = ys.high[y] * width, fy = ys.weight[y];
      for (var x = 0; x < toWidth; x++) {
        var l = xs.low[x], r = xs.high[x], fx = xs.weight[x];
        var above = values[top + l] + (values[top + r] - values[top + l]) * fx;
        var below = values[bottom + l] + (values[bottom + r] - values[bottom + l]) * fx;
        out[y * toWidth + x] = above + (below - above) * fy;
      }
    }
    return out;
  }

  return {
    // The final map, 0..1: ReLU, scaled, resized, scaled again.
    finalMap: function (values, height, width, toHeight, toWidth) {
      var positive = relu(values);
      var large = resized(scaled(positive, range(positive)), height, width, toHeight, toWidth);
      return scaled(large, range(large));
    },

    // The same on a scale that several maps share, so that they can be compared.
    mapOnScale: function (values, height, width, toHeight, toWidth, within) {
      return resized(scaled(relu(values), within), height, width, toHeight, toWidth);
    },

    // The scale that all these maps share after ReLU.
    sharedRange: function (maps) {
      return maps.map(relu).map(range).reduce(function (all, one) {
        return { low: Math.min(all.low, one.low), high: Math.max(all.high, one.high) };
      }, { low: 0, high: 0 });
    }
  };
})();
