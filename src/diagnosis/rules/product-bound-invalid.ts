import { rule } from '../rule';
import { denseChain } from '../structure/dense-chain';

export const productBoundInvalid = rule('K118', {
  title: 'The product of layer condition numbers is no bound here',
  severity: 'information',
  summary:
    'kappa(Sigma) times the product of the squared condition numbers of the other layers bounds kappa only for two layers or equal hidden ' +
    'widths: well-conditioned layers of different widths can multiply to a badly conditioned map.',
  check({ report, architecture }) {
    if (report.bounds.length === 0) return null;
    const asked = report.bounds.find(({ id }) => id === 'U4');
    const chain = denseChain({ report, architecture });
    const hidden = chain?.widths.slice(0, -1) ?? [];
    const odd = hidden.findIndex((width) => width !== hidden[0]);
    if (!asked || asked.applies || !chain || odd === -1) return [];
    return [
      {
        message:
          `Layer ${chain.layers[odd].name} has width ${hidden[odd]}, others ${hidden[0]}: for unequal hidden widths the product of the ` +
          `layers' condition numbers is not a bound, and none is shown.`,
        value: hidden[odd],
        layer: chain.layers[odd],
        related: [{ message: `Width ${hidden[0]}.`, range: chain.layers[0].kindRange }],
        hint: 'Read the other bounds, or give all hidden layers one width.',
      },
    ];
  },
});
