// The cards, and the filters above them.

var Gallery = (function () {
  var byId = Page.byId;
  var cards = Array.prototype.slice.call(document.querySelectorAll('.card'));
  var shown = cards;

  function offer(select, names) {
    Array.from(new Set(names)).sort().forEach(function (name) {
      var option = Page.element('option', name);
      option.value = 'is:' + name; // 'any' is the empty value, which a class name may be too
      select.append(option);
    });
  }

  function chosen(id, name) {
    var select = byId(id);
    return !select || select.value === '' || select.value === name;
  }

  function meets(image) {
    var confidence = image.probabilities[image.predicted];
    var to = byId('to').value === '' ? 1 : Number(byId('to').value) / 100;
    var text = [image.key, Page.predictedName(image), image.label || ''].join('\n').toLowerCase();
    return text.includes(byId('text').value.toLowerCase()) &&
        confidence >= Number(byId('from').value) / 100 && confidence <= to + 1e-9 &&
        chosen('predicted', 'is:' + Page.predictedName(image)) &&
        chosen('label', 'is:' + image.label) && chosen('verdict', Page.verdictOf(image));
  }

  function filter() {
    shown = cards.filter(function (card) {
      var meeting = meets(Page.imageOf(card));
      card.parentElement.hidden = !meeting;
      return meeting;
    });
    byId('count').textContent = shown.length + ' of ' + cards.length;
    byId('nothing').hidden = shown.length > 0;
  }

  function start() {
    offer(byId('predicted'), Page.data.images.map(Page.predictedName));
    if (byId('label')) {
      offer(byId('label'), Page.data.images.map(function (image) { return image.label; })
          .filter(function (label) { return label !== undefined; }));
    }
    var filters = byId('filters');
    filters.hidden = false;
    filters.addEventListener('input', filter);
    filters.addEventListener('submit', function (event) { event.preventDefault(); });
    filters.addEventListener('reset', function () { setTimeout(filter, 0); });
    filter();
  }

  if (cards.length) { start(); }
  return {
    cards: cards,
    // Those that meet the filters, in their order.
    shown: function () { return shown; }
  };
})();
