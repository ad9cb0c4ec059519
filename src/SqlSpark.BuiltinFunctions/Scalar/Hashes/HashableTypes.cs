using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>What may be hashed: anything without maps and variants in it.</summary>
internal static class HashableTypes
{
    public static TypePattern Pattern => TypePattern.Where("HASHABLE", VoidType.Instance, static t => !t.Exists(static inner => inner is MapType or VariantType));

    /// <summary>Refuses strings whose collation is not that of their bytes.</summary>
    public static void Check(BindCall call)
    {
        foreach (var type in call.Types)
            Collations.RequireBinary(type);
    }
}
