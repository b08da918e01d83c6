// Colour maps: from a level 0..255 to red, green and blue.

var Colours = (function () {
  function halfToEven(value) {
    var rounded = Math.round(value);
    return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
  }

  // OpenCV's JET, as pytorch-grad-cam draws it.
  function jet(level) {
    function channel(rise, fall) {
      return halfToEven(Math.min(255, Math.max(0, Math.min(4 * level + rise, fall - 4 * level))));
    }
    return [channel(-382.5, 1147.5), channel(-127.5, 892.5), channel(127.5, 637.5)];
  }

  // Colours at equal distances, straight lines between them.
  function between(anchors) {
    var colours = anchors.split(' ').map(function (hex) {
      return [0, 2, 4].map(function (at) { return parseInt(hex.substr(at, 2), 16); });
    });
    return function (level) {
      var place = level / 255 * (colours.length - 1);
      var low = Math.min(Math.floor(place), colours.length - 2);
      return [0, 1, 2].map(function (c) {
        return Math.round(colours[low][c] + (colours[low + 1][c] - colours[low][c]) * (place - low));
      });
    };
  }

  var maps = {
    jet: jet,
    viridis: between('440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e ' +
        '1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725'),
    inferno: between('000004 0a0722 1e0c45 380962 510e6c 69166e 801f6c 982766 b0315b ' +
        'c63d4d d94d3d e9612b f47918 fa9407 fcb014 f8cd37 f2ea69 fcffa4')
  };

  return {
    names: Object.keys(maps),
    table: function (name) {
      var colours = [];
      for (var level = 0; level < 256; level++) { colours.push(maps[name](level)); }
      return colours;
    }
  };
})();
