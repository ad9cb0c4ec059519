namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary>Functions that need more care than the plain ones take, which lose digits.</summary>
/// <remarks>After W. Kahan: the rounding error of 1 + x is divided out again.</remarks>
internal static class Transcendentals
{
    /// <summary>The natural logarithm of 1 + x.</summary>
    public static double OfOnePlus(double value)
    {
        var sum = 1 + value;
        return sum == 1 || double.IsPositiveInfinity(sum) ? value : Math.Log(sum) * (value / (sum - 1));
    }

    /// <summary>The cube root; one step of Newton's method makes those of cubes exact.</summary>
    public static double CubeRoot(double value)
    {
        var root = Math.Cbrt(value);
        return root == 0 || !double.IsFinite(root) ? root : root - (((root * root * root) - value) / (3 * root * root));
    }

    /// <summary>e to the power x, less 1.</summary>
    public static double ExpMinusOne(double value)
    {
        var power = Math.Exp(value);
        if (power == 1)
            return value;
        var difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * value / Math.Log(power);
    }
}
