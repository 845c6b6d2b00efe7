// What the course page hears of its pictures, for a gradebook or for a test.
window.heard = [];
for (const type of ['ready', 'change', 'verdict', 'answer', 'error']) {
  document.addEventListener(type, ({ target, detail }) => window.heard.push({ type, from: target.id, detail }), true);
}
document.addEventListener('answer', ({ detail: { question, seed, score } }) => {
  const variant = seed === undefined ? '' : `, variant ${seed}`;
  document.querySelector('#gradebook').textContent = `${question}${variant}: ${Math.round(score * 100)} %`;
}, true);
