// What gallery and viewer share: the data of the page, and how text gets into it.

var Page = (function () {
  function byId(id) { return document.getElementById(id); }

  var data = JSON.parse(byId('data').textContent);

  // Control characters and marks of writing direction could make a name pass for another one.
  var UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  // Text goes into the page as text only: names and labels are anybody's.
  function element(tag, text, className) {
    var made = document.createElement(tag);
    if (text !== undefined) { made.textContent = text.replace(UNSEEN, '\ufffd'); }
    if (className) { made.className = className; }
    return made;
  }

  function classesOf(image) { return data.models[image.model].classes; }

  function predictedName(image) { return classesOf(image)[image.predicted]; }

  return {
    data: data,
    byId: byId,
    element: element,
    classesOf: classesOf,
    predictedName: predictedName,
    percent: function (share) { return (share * 100).toFixed(1) + '\u00a0%'; },
    imageOf: function (card) { return data.images[Number(card.dataset.image)]; },
    verdictOf: function (image) {
      if (image.label === undefined) { return 'unlabelled'; }
      return image.label === predictedName(image) ? 'correct' : 'misclassified';
    }
  };
})();
