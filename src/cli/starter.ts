/** What `kappa init` writes. */
export const starter = `// A residual network on correlated Gaussian inputs. Numbers in the first line are parameters:
// kappa analyze FILE --set depth=8 replaces them without editing.
model ResidualMlp(width = 16, depth = 3) {
  input 12                                                        // features of one sample
  data  gaussian(samples: 64, covariance: condition(10), seed: 1) // or csv("x.csv"), npy("x.npy")
  loss  mse                                                       // or cross_entropy, binary_cross_entropy
  init  kaiming_normal(seed: 7)

  // What must hold: kappa check exits with 1 when it does not.
  expect kappa < 1e6

  stem: dense(width, activation: tanh)
  repeat(depth) {
    residual(1.0) {            // weight of the skip connection
      dense(width, activation: tanh)
      dense(width)
    }
  }
  head: dense(3)
}
`;
