import { formatNumber } from '../../src/report/numbers';
import { button } from './components';
import { h } from './h';

export interface PlayerOptions {
  /** Unique on the page. */
  readonly id: string;
  /** Of the pictures of the run, ascending. */
  readonly times: readonly number[];
  /** Everything on show at a time, in words. */
  describe(time: number): string;
  show(time: number): void;
}

const duration = 5000;
/** For who asks for less motion: a few stills, each long enough to read. */
const stills = { count: 5, interval: 2000 };

/**
 * Plays a run: a button, a slider over its times, and the time reached. Stands at the end until someone asks for more. Values are announced
 * when the run rests, not while it passes.
 */
export function player({ id, times, describe, show }: PlayerOptions): HTMLElement {
  const last = times.length - 1;
  const clock = h('span', { class: 'figure', 'data-testid': `${id}-time` });
  const announced = h('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const slider = h('input', {
    id: `${id}-slider`,
    type: 'range',
    min: 0,
    max: last,
    step: 1,
    value: last,
    'aria-label': 'Time of the simulation',
    'data-testid': `${id}-slider`,
    oninput: () => {
      pause();
      draw();
    },
    onchange: () => announce(),
  });
  const toggle = button({
    id: `${id}-toggle`,
    label: 'Play',
    description: 'Play the simulation',
    testId: `${id}-toggle`,
    onClick: () => (timer === undefined ? play() : rest()),
  });
  let timer: number | undefined;
  const draw = () => {
    const time = times[slider.valueAsNumber];
    clock.textContent = `${formatNumber(time)} of ${formatNumber(times[last])}`;
    slider.setAttribute('aria-valuetext', `time ${clock.textContent}`);
    show(time);
  };
  const announce = () => {
    const time = times[slider.valueAsNumber];
    announced.textContent = `At time ${formatNumber(time)}. ${describe(time)}`;
  };
  const label = (word: 'Play' | 'Pause') => {
    toggle.textContent = word;
    toggle.setAttribute('aria-label', `${word} the simulation`);
  };
  const pause = () => {
    clearInterval(timer);
    timer = undefined;
    label('Play');
  };
  const rest = () => {
    pause();
    announce();
  };
  const play = () => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const stride = calm ? Math.max(1, Math.ceil(last / stills.count)) : 1;
    if (slider.valueAsNumber === last) slider.valueAsNumber = 0;
    draw();
    label('Pause');
    timer = window.setInterval(
      () => {
        if (!slider.isConnected) return pause();
        slider.valueAsNumber = Math.min(last, slider.valueAsNumber + stride);
        draw();
        if (slider.valueAsNumber === last) rest();
      },
      calm ? stills.interval : duration / last,
    );
  };
  draw();
  return h(
    'div',
    { id, class: 'player', role: 'group', 'aria-label': 'Simulation', 'data-testid': id },
    toggle,
    slider,
    h('span', { class: 'quiet' }, 'time ', clock),
    announced,
  );
}
