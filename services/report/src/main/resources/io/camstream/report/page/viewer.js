// The dialogue that shows one image with any map over it.

(function () {
  var byId = Page.byId;
  var element = Page.element;
  var viewer = byId('viewer');
  var canvas = byId('canvas');
  var card = null;   // of the image shown
  var image = null;
  // What the user chose last, kept from image to image.
  var choice = { class: null, method: null, layer: null };

  function values(map) {
    if (!map.decoded) {
      var bytes = Uint8Array.from(atob(map.values), function (c) { return c.charCodeAt(0); });
      var view = new DataView(bytes.buffer);
      map.decoded = new Float32Array(bytes.length / 4);
      for (var i = 0; i < map.decoded.length; i++) {
        map.decoded[i] = view.getFloat32(4 * i, true);
      }
    }
    return map.decoded;
  }
  function hasData(map) {
    return map && map.width * map.height > 0 && values(map).length === map.width * map.height &&
        values(map).every(isFinite);
  }
  // Why a map is not drawn, or null.
  function obstacle(map) {
    if (!map) {
      return image.mapsLeftOut > 0
          ? 'This map is not in the page, to keep it small; the raw maps are in the objects of the image.'
          : 'This map was not computed.';
    }
    if (map.nil) { return 'Nothing to draw: this map is zero by mathematics, what is left is rounding noise.'; }
    if (!hasData(map)) { return 'Nothing to draw: the values of this map are missing or not finite.'; }
    if (map.empty) { return 'Nothing to draw: no value is positive, so nothing is left after ReLU.'; }
    return null;
  }
  function mapOf(method, classIndex) {
    return image.maps.find(function (map) {
      return map.method === method && (map.class === undefined || map.class === classIndex);
    });
  }
  function methodsAt(layer) {
    return Page.data.methods.map(function (method, index) { return { index: index, method: method }; })
        .filter(function (entry) { return entry.method.layer === layer; });
  }
  function layersOf() {
    return Array.from(new Set(image.maps.map(function (map) { return Page.data.methods[map.method].layer; })));
  }

  function finalMap(map, height, width) {
    if (byId('shared').checked) {
      var all = image.maps.filter(function (other) {
        return other.method === map.method && !other.nil && hasData(other);
      });
      return Heatmap.mapOnScale(values(map), map.height, map.width, height, width,
          Heatmap.sharedRange(all.map(values)));
    }
    return Heatmap.finalMap(values(map), map.height, map.width, height, width);
  }
  function heat(map, height, width) {
    var layer = document.createElement('canvas');
    layer.width = width;
    layer.height = height;
    var context = layer.getContext('2d');
    var pixels = context.createImageData(width, height);
    var colours = table();
    var fade = byId('fade').checked;
    finalMap(map, height, width).forEach(function (value, i) {
      var level = Math.trunc(255 * value);
      pixels.data.set(colours[level], 4 * i);
      pixels.data[4 * i + 3] = fade ? level : 255;
    });
    context.putImageData(pixels, 0, 0);
    return layer;
  }
  function table() { return Colours.table(byId('colours').value); }

  function roomIn(box) {
    var style = getComputedStyle(box);
    return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  }

  function draw() {
    var ratio = window.devicePixelRatio || 1;
    var room = roomIn(canvas.parentElement);
    var tall = Math.max(240, window.innerHeight * 0.62);
    var zoom = Math.min(room / image.width, tall / image.height);
    canvas.style.width = Math.round(image.width * zoom) + 'px';
    canvas.style.height = Math.round(image.height * zoom) + 'px';
    canvas.width = Math.max(1, Math.round(image.width * zoom * ratio));
    canvas.height = Math.max(1, Math.round(image.height * zoom * ratio));
    var map = mapOf(choice.method, choice.class);
    var why = obstacle(map);
    paint(canvas, map, why === null && byId('shown').checked, byId('opacity').value / 100);
    byId('message').textContent = why ||
        (map.fragile ? 'Fragile: a tiny change of the image changes this map visibly.' : '');
    canvas.parentElement.classList.toggle('bare', why !== null);
    drawScale();
    byId('opacity-value').textContent = byId('opacity').value + '\u00a0%';
  }
  function paint(target, map, drawn, opacity) {
    var context = target.getContext('2d');
    var picture = card.querySelector('img');
    var sx = target.width / image.width, sy = target.height / image.height;
    context.imageSmoothingQuality = 'high';
    context.clearRect(0, 0, target.width, target.height);
    if (picture) { context.drawImage(picture, 0, 0, target.width, target.height); }
    var x = image.view[0] * sx, y = image.view[1] * sy;
    var width = image.view[2] * sx, height = image.view[3] * sy;
    if (drawn && width >= 1 && height >= 1) {
      context.globalAlpha = opacity;
      context.drawImage(heat(map, Math.round(height), Math.round(width)), x, y, width, height);
      context.globalAlpha = 1;
    }
    frame(context, target, x, y, width, height);
  }
  // What the model did not see is veiled.
  function frame(context, target, x, y, width, height) {
    if (x < 1 && y < 1 && x + width > target.width - 1 && y + height > target.height - 1) {
      return;
    }
    context.fillStyle = 'rgba(20, 24, 28, 0.45)';
    context.beginPath();
    context.rect(0, 0, target.width, target.height);
    context.rect(x, y, width, height);
    context.fill('evenodd');
    context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
    context.lineWidth = Math.max(1, target.width / 600);
    context.strokeRect(x, y, width, height);
  }
  function drawScale() {
    var context = byId('scale').getContext('2d');
    var pixels = context.createImageData(256, 1);
    table().forEach(function (colour, level) {
      pixels.data.set(colour, 4 * level);
      pixels.data[4 * level + 3] = 255;
    });
    context.putImageData(pixels, 0, 0);
  }

  function radio(group, value, checked, onChoice) {
    var input = document.createElement('input');
    input.type = 'radio';
    input.name = group;
    input.value = value;
    input.checked = checked;
    input.addEventListener('change', onChoice);
    return input;
  }
  function fillClasses() {
    var box = byId('classes-of-image');
    box.querySelectorAll('label, p').forEach(function (old) { old.remove(); });
    var names = Page.classesOf(image);
    var offered = names.map(function (name, k) { return k; })
        .sort(function (a, b) { return image.probabilities[b] - image.probabilities[a] || a - b; });
    offered.slice(0, 30).forEach(function (k) {
      var row = element('label');
      row.append(radio('class', k, k === choice.class, function () { choice.class = k; refresh(); }));
      var name = element('span', undefined, 'name');
      name.append(element('bdi', names[k]));
      if (k === image.predicted) { name.append(element('i', 'predicted', 'tag')); }
      if (names[k] === image.label) { name.append(element('i', 'label', k === image.predicted ? 'tag' : 'tag truth')); }
      var rail = element('span', undefined, 'rail');
      var fill = element('span');
      fill.style.width = Math.max(0, Math.min(100, image.probabilities[k] * 100)) + '%';
      rail.append(fill);
      row.append(name, rail, element('span', Page.percent(image.probabilities[k] || 0), 'number'));
      box.append(row);
    });
    if (offered.length > 30) {
      box.append(element('p', (offered.length - 30) + ' less probable classes are not listed.', 'hint'));
    }
  }
  function fillMethods() {
    var box = byId('methods-of-image');
    var focused = box.contains(document.activeElement);
    box.querySelectorAll('label, p').forEach(function (old) { old.remove(); });
    methodsAt(choice.layer).forEach(function (entry) {
      var map = mapOf(entry.index, choice.class);
      if (!map && !image.maps.some(function (other) { return other.method === entry.index; })) {
        return;
      }
      var row = element('label');
      row.append(radio('method', entry.index, entry.index === choice.method, function () {
        choice.method = entry.index;
        refresh();
      }));
      var small = document.createElement('canvas');
      var zoom = 84 / Math.max(image.width, image.height);
      small.width = Math.max(1, Math.round(image.width * zoom));
      small.height = Math.max(1, Math.round(image.height * zoom));
      small.setAttribute('aria-hidden', 'true');
      paint(small, map, obstacle(map) === null, 0.55);
      row.append(small, element('span', entry.method.name));
      if (map && map.class === undefined) { row.append(element('i', 'any class', 'tag')); }
      if (map && map.nil) {
        row.append(element('i', 'nil', 'tag'));
      } else if (map && map.empty) {
        row.append(element('i', 'empty', 'tag'));
      } else if (map && map.fragile) {
        row.append(element('i', 'fragile', 'tag'));
      }
      box.append(row);
    });
    if (!image.maps.length) { box.append(element('p', 'No maps were computed for this image.', 'hint')); }
    if (focused) { focusChosen(box); }
  }
  function fillLayers() {
    var layers = layersOf();
    byId('layer-choice').hidden = layers.length < 2;
    byId('layer').replaceChildren.apply(byId('layer'), layers.map(function (layer) {
      var option = element('option', layer);
      option.selected = layer === choice.layer;
      return option;
    }));
  }
  function fillFocus() {
    var list = byId('focus');
    list.replaceChildren();
    var map = mapOf(choice.method, choice.class);
    if (!map || !map.focus || obstacle(map)) { return; }
    var names = ['on the border', 'on background', 'concentration'];
    names.forEach(function (name, i) {
      if (map.focus[i] === null) { return; }
      list.append(element('dt', name));
      list.append(element('dd', i < 2 ? Page.percent(map.focus[i]) : map.focus[i].toFixed(2)));
    });
  }
  function fillObjects() {
    byId('objects').replaceChildren.apply(byId('objects'), image.objects.map(function (object) {
      var row = element('li');
      if (object.link) {
        var link = element('a', object.kind);
        link.href = object.link;
        link.title = object.key;
        row.append(link);
      } else {
        row.append(element('span', object.kind + ' '), element('code', object.key));
      }
      return row;
    }));
  }
  // The nearest to what was chosen on the image before.
  function settle() {
    var layers = layersOf();
    if (!layers.includes(choice.layer)) { choice.layer = layers[0]; }
    var here = methodsAt(choice.layer).filter(function (entry) {
      return image.maps.some(function (map) { return map.method === entry.index; });
    });
    var before = Page.data.methods[choice.method];
    var same = here.find(function (entry) { return before && entry.method.id === before.id; });
    choice.method = same ? same.index : here.length ? here[0].index : null;
  }
  function refresh() {
    settle();
    fillMethods();
    fillFocus();
    draw();
  }
  function show(newCard) {
    card = newCard;
    image = Page.imageOf(card);
    choice.class = image.predicted;
    settle();
    byId('viewer-name').replaceChildren(element('bdi', image.name));
    byId('viewer-place').textContent = (Gallery.shown().indexOf(card) + 1) + ' of ' + Gallery.shown().length;
    byId('viewer-name').title = image.key;
    var focused = byId('classes-of-image').contains(document.activeElement);
    fillSaid();
    fillClasses();
    fillLayers();
    fillObjects();
    refresh();
    if (focused) { focusChosen(byId('classes-of-image')); }
  }
  function fillSaid() {
    var said = byId('viewer-said');
    said.className = Page.verdictOf(image);
    said.replaceChildren(element('bdi', Page.predictedName(image)), document.createTextNode(
        ' ' + Page.percent(image.probabilities[image.predicted])));
    if (Page.verdictOf(image) === 'misclassified') {
      said.append(element('span', ', labelled '), element('bdi', image.label));
    } else if (Page.verdictOf(image) === 'correct') {
      said.append(element('span', ', as labelled'));
    }
  }
  // Where a list is filled anew, the keyboard must not lose its place.
  function focusChosen(box) {
    var chosenInput = box.querySelector('input:checked');
    if (chosenInput) { chosenInput.focus(); }
  }
  function step(by) {
    var next = Gallery.shown()[Gallery.shown().indexOf(card) + by];
    if (next) { show(next); }
  }

  Colours.names.forEach(function (name) { byId('colours').append(element('option', name)); });
  Gallery.cards.forEach(function (one) {
    one.addEventListener('click', function () {
      viewer.showModal();
      show(one);
    });
  });
  byId('layer').addEventListener('change', function () {
    choice.layer = byId('layer').value;
    refresh();
  });
  byId('previous').addEventListener('click', function () { step(-1); });
  byId('next').addEventListener('click', function () { step(1); });
  byId('close').addEventListener('click', function () { viewer.close(); });
  viewer.addEventListener('close', function () { card.focus(); });
  viewer.addEventListener('click', function (event) { if (event.target === viewer) { viewer.close(); } });
  ['shown', 'fade', 'shared'].forEach(function (id) { byId(id).addEventListener('change', refresh); });
  byId('opacity').addEventListener('input', draw);
  byId('colours').addEventListener('change', refresh);
  document.addEventListener('keydown', function (event) {
    if (!viewer.open) { return; }
    // Arrows belong to a slider, a list and a group of radio buttons that has the focus.
    var own = event.target.matches('select, input:not([type=checkbox])');
    if (event.key === 'ArrowLeft' && !own) { step(-1); }
    if (event.key === 'ArrowRight' && !own) { step(1); }
    if ((event.key === 'm' || event.key === 'M') && !event.ctrlKey && !event.metaKey) { byId('shown').click(); }
  });
  window.addEventListener('resize', function () { if (viewer.open) { draw(); } });
})();
