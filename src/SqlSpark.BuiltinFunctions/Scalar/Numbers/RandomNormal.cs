using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>randn(seed)</c>: random doubles of the standard normal distribution, the same for the same seed, partition and order of rows.</summary>
/// <remarks>Spark: <c>Randn</c> in randomExpressions.scala, <c>XORShiftRandom</c>; <c>java.util.Random.nextGaussian</c>, the polar method.</remarks>
internal static class RandomNormal
{
    public static readonly ScalarFunction Definition = new("randn")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "randn([seed]) - Returns random values that are independent and of the standard normal distribution.",
        Examples = [new("SELECT randn(0)", "1.6034991609278433")],
        Overloads = [SeededRandom.Overload(static random => new Kernel(random))],
    };

    private sealed class Kernel(SeededRandom random) : IScalarKernel
    {
        private double _next;
        private bool _hasNext;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (random.Begin())
                _hasNext = false;
            var values = result.Values<double>();
            foreach (var row in rows)
                values[row] = Next(ref random.Numbers);
        }

        private double Next(ref XorShiftRandom numbers)
        {
            if (_hasNext)
            {
                _hasNext = false;
                return _next;
            }

            double first, second, square;
            do
            {
                first = (2 * numbers.NextDouble()) - 1;
                second = (2 * numbers.NextDouble()) - 1;
                square = (first * first) + (second * second);
            }
            while (square is >= 1 or 0);

            var factor = Math.Sqrt(-2 * Math.Log(square) / square);
            _next = second * factor;
            _hasNext = true;
            return first * factor;
        }
    }
}
