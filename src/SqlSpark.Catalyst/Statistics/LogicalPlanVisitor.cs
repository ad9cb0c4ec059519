using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>Computes something of each kind of plan. Spark: <c>LogicalPlanVisitor</c>.</summary>
/// <typeparam name="TResult">What is computed.</typeparam>
public abstract class LogicalPlanVisitor<TResult>
{
    /// <summary>Calls the method for the kind of the node.</summary>
    protected TResult Dispatch(LogicalPlan plan) => plan switch
    {
        Project p => VisitProject(p),
        Filter p => VisitFilter(p),
        Aggregate p => VisitAggregate(p),
        Distinct p => VisitDistinct(p),
        Limit p => VisitLimit(p),
        Offset p => VisitOffset(p),
        Sort or SubqueryAlias => VisitPassThrough((UnaryNode)plan),
        Union p => VisitUnion(p),
        Window p => VisitWindow(p),
        Join p => VisitJoin(p),
        SetOperation p => VisitSetOperation(p),
        Expand p => VisitExpand(p),
        Sample p => VisitSample(p),
        LocalRelation p => VisitLocalRelation(p),
        OneRowRelation => VisitOneRowRelation(),
        Plans.Range p => VisitRange(p),
        LogicalRelation p => VisitRelation(p),
        ScanRelation p => VisitScan(p),
        _ => VisitOther(plan),
    };

    /// <summary>A projection.</summary>
    protected abstract TResult VisitProject(Project plan);

    /// <summary>A filter.</summary>
    protected abstract TResult VisitFilter(Filter plan);

    /// <summary>An aggregation.</summary>
    protected abstract TResult VisitAggregate(Aggregate plan);

    /// <summary>DISTINCT.</summary>
    protected abstract TResult VisitDistinct(Distinct plan);

    /// <summary>LIMIT.</summary>
    protected abstract TResult VisitLimit(Limit plan);

    /// <summary>OFFSET.</summary>
    protected abstract TResult VisitOffset(Offset plan);

    /// <summary>A node that hands on the rows of its input: a sort, an alias.</summary>
    protected abstract TResult VisitPassThrough(UnaryNode plan);

    /// <summary>A union.</summary>
    protected abstract TResult VisitUnion(Union plan);

    /// <summary>A window.</summary>
    protected abstract TResult VisitWindow(Window plan);

    /// <summary>A join.</summary>
    protected abstract TResult VisitJoin(Join plan);

    /// <summary>EXCEPT or INTERSECT.</summary>
    protected abstract TResult VisitSetOperation(SetOperation plan);

    /// <summary>Several projections of each row.</summary>
    protected abstract TResult VisitExpand(Expand plan);

    /// <summary>A random part of the rows.</summary>
    protected abstract TResult VisitSample(Sample plan);

    /// <summary>Rows in the plan itself.</summary>
    protected abstract TResult VisitLocalRelation(LocalRelation plan);

    /// <summary>One row without columns.</summary>
    protected abstract TResult VisitOneRowRelation();

    /// <summary>A range of numbers.</summary>
    protected abstract TResult VisitRange(Plans.Range plan);

    /// <summary>A table.</summary>
    protected abstract TResult VisitRelation(LogicalRelation plan);

    /// <summary>A scan with everything that was pushed into it.</summary>
    protected abstract TResult VisitScan(ScanRelation plan);

    /// <summary>Any other node.</summary>
    protected abstract TResult VisitOther(LogicalPlan plan);
}
