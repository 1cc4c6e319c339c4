/** Chart.js with the parts that the panel's charts need, and nothing else of it. */
import {
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';
import annotation from 'chartjs-plugin-annotation';

Chart.register(
  LinearScale,
  LogarithmicScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  annotation,
);

export { Chart };
export type ChartSettings = ChartConfiguration<'scatter', { x: number; y: number }[]>;
