using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>rand(seed)</c>: random doubles from 0 to 1, the same for the same seed, partition and order of rows.</summary>
/// <remarks>Spark: <c>Rand</c> in randomExpressions.scala, <c>XORShiftRandom</c>.</remarks>
internal static class Rand
{
    public static readonly ScalarFunction Definition = new("rand")
    {
        Aliases = ["random"],
        Printer = static (_, arguments) => $"rand({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "rand([seed]) - Returns random values that are independent and uniformly distributed in [0, 1).",
        Examples = [new("SELECT rand(0)", "0.7604953758285915")],
        Overloads = [SeededRandom.Overload(static random => new Kernel(random))],
    };

    private sealed class Kernel(SeededRandom random) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            random.Begin();
            var values = result.Values<double>();
            foreach (var row in rows)
                values[row] = random.Numbers.NextDouble();
        }
    }
}
