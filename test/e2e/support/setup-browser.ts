import { installHost } from '../../../scripts/e2e-host.js';

export default installHost;
