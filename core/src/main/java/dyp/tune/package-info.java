/**
 * Help around a training: {@link dyp.tune.LearningRateFinder}, {@link dyp.tune.OverfitOneBatch}, {@link dyp.tune.CrossValidation},
 * {@link dyp.tune.Ensemble} and {@link dyp.tune.Search} over hyper-parameters. Each gives figures to work with and a table to read.
 */
package dyp.tune;
