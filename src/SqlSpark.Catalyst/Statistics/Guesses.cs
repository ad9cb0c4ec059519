using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>The shares of rows that conditions keep of which nothing is known: what is usual for their kind.</summary>
internal static class Guesses
{
    private const double Equality = 0.1;
    private const double ItemShare = 0.05;
    private const double MostItems = 0.5;
    private const double Pattern = 0.1;
    private const double NullShare = 0.05;
    private const double Inequality = 1.0 / 3;
    private const double Other = 1.0 / 3;

    /// <summary>An order between two columns of one relation is seldom by chance: dates of events that follow each other.</summary>
    private const double ColumnsInOrder = 0.4;

    /// <summary>The distinct values of a column that are neither counted nor bounded are this power of its rows.</summary>
    private const double DistinctPower = 2.0 / 3;

    /// <summary>The share of rows for which the condition is TRUE.</summary>
    public static double Of(Expression condition)
    {
        DeepStack.Guard();
        switch (condition)
        {
            case Literal literal:
                return literal.IsTrue ? 1 : 0;
            case Not not:
                return 1 - Of(not.Child);
            case And and:
                var all = 1.0;
                foreach (var member in and.Conditions)
                    all *= Of(member);
                return all;
            case Or or:
                var none = 1.0;
                foreach (var member in or.Conditions)
                    none *= 1 - Of(member);
                return 1 - none;
            case Comparison { Operator: ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe }:
                return Equality;
            case Comparison { Left: AttributeReference, Right: AttributeReference }:
                return ColumnsInOrder;
            case Comparison:
                return Inequality;
            case In test:
                return Math.Min(MostItems, ItemShare * test.Items.Count);
            case IsNull:
                return NullShare;
            case IsNotNull:
                return 1 - NullShare;
            case Like or StringPredicate:
                return Pattern;
            default:
                return Other;
        }
    }

    /// <summary>Distinct values among rows of which only the number is known.</summary>
    public static double DistinctCount(double rowCount) => Math.Pow(rowCount, DistinctPower);

    /// <summary>
    /// The share that several guessed conditions keep together: guesses are the less independent the more there are, so the strongest counts whole, the next ones by their square root, fourth
    /// root, and so on.
    /// </summary>
    public static double Together(List<double> shares)
    {
        shares.Sort();
        var (share, power) = (1.0, 1.0);
        foreach (var guess in shares)
        {
            share *= Math.Pow(guess, power);
            power /= 2;
        }

        return share;
    }
}
