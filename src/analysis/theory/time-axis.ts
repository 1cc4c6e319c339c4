import type { TheoryAxis } from '../../report/theory';

/** Of gradient flow; gradient descent takes time over learning rate as many steps. */
export const timeAxis: TheoryAxis = { title: 'time (learning rate x steps)', scale: 'linear', isTime: true };
