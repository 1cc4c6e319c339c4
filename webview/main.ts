import { readToPanel } from '../src/panel/validate';
import { announcement } from './sections/announcement';
import { bounds } from './sections/bounds';
import { bracket } from './sections/bracket';
import { comparison } from './sections/comparison';
import { data } from './sections/data';
import { distribution } from './sections/distribution';
import { expectations } from './sections/expectations';
import { findings } from './sections/findings';
import { skipped, timings } from './sections/footnotes';
import { header } from './sections/header';
import { layers } from './sections/layers';
import { optimisation } from './sections/optimisation';
import { predictions } from './sections/predictions';
import { progress } from './sections/progress';
import { reportTools } from './sections/report-tools';
import { spectrum } from './sections/spectrum';
import { theory } from './sections/theory';
import { troubles } from './sections/troubles';
import { connect, type Host } from './state/host';
import { emptyModel, receive } from './state/model';
import { h } from './ui/h';
import type { Part } from './ui/section';

/** Builds the page once; from then on each message of the host makes a new model, and every part follows it. */
function start(host: Host): void {
  const parts = layOut(host);
  let model = emptyModel;
  const update = () => parts.forEach((part) => part.update(model));
  window.addEventListener('error', ({ message }) => host.post({ type: 'log', message }));
  window.addEventListener('unhandledrejection', ({ reason }) => host.post({ type: 'log', message: String(reason) }));
  window.addEventListener('scrollend', () => host.remember({ scroll: window.scrollY }));
  window.addEventListener('message', ({ data: received }: MessageEvent<unknown>) => {
    const message = readToPanel(received);
    if (message === undefined) {
      host.post({ type: 'log', message: `Refused a message: ${JSON.stringify(received).slice(0, 200)}` });
      return;
    }
    const first = model.state === null;
    model = receive(model, message);
    if (model.document?.uri !== host.memory.uri) host.remember({ uri: model.document?.uri });
    update();
    if (first && model.state !== null) window.scrollTo({ top: host.memory.scroll });
  });
  update();
  host.post({ type: 'ready' });
}

/** Wide pages have two columns: what to do about the network, and the figures behind it. */
function layOut(host: Host): readonly Part[] {
  const top = [progress(), header(host), comparison(host), troubles(host), bracket(host)];
  const advice = [expectations(host), findings(host), layers(host), data()];
  const figures = [spectrum(host), optimisation(), distribution(host), bounds(host), predictions(host), theory(host)];
  const foot = [skipped(), timings(), reportTools(host)];
  const live = announcement();
  const elements = (parts: readonly Part[]) => parts.map(({ element }) => element);
  document.body.append(
    h(
      'main',
      { class: 'panel' },
      ...elements(top),
      h('div', { class: 'columns' }, h('div', {}, ...elements(advice)), h('div', {}, ...elements(figures))),
      ...elements(foot),
      live.element,
    ),
  );
  return [...top, ...advice, ...figures, ...foot, live];
}

start(connect());
